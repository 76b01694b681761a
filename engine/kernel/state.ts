import { apply } from './appliers/apply.ts';
import type { Event } from './contract/event.ts';
import type { InstanceState, Key } from './contract/state.ts';
import { emptyDigest } from './digest.ts';
import { keysPerBlock } from './keys.ts';

/** The state before the first event; what the caller passes with `created`. */
export function emptyState(): InstanceState {
  return {
    key: '',
    definition: '',
    flags: [],
    seq: 0,
    nextKey: 0,
    keyBase: '',
    keyLimit: keysPerBlock,
    nextBlock: null,
    keyedAt: 0,
    digest: emptyDigest,
    status: 'active',
    root: '',
    parent: null,
    businessId: null,
    tenantId: '',
    elements: {},
    queue: [],
    outstanding: {},
    waits: {},
    result: null,
  };
}

/** The state that these events, all of an instance's and in order, have made. */
export function rebuild(key: Key, events: Iterable<Event>): InstanceState {
  const state = emptyState();
  for (const event of events) apply(state, event);
  if (state.key !== key) throw new Error(`The events are of instance ${state.key}, not of ${key}`);
  return state;
}

/** A deep copy for what-if and fused runs. */
export function fork(state: InstanceState): InstanceState {
  return JSON.parse(JSON.stringify(state));
}

export function isEnded(state: InstanceState): boolean {
  return state.status === 'completed' || state.status === 'terminated';
}
