import { expect } from 'vitest';
import { waitingJoins, waitingReasons } from '#engine/kernel/index.ts';
import type { ElementInstance, InstanceState, Key } from '#engine/kernel/index.ts';

/** It has ended; or it waits for something that can be named, a token that another one must join included. */
export function expectReason(state: InstanceState): void {
  const hasEnded = state.status === 'completed' || state.status === 'terminated';
  expect(state.queue).toEqual([]);
  if (hasEnded) return;
  // An ad-hoc subprocess that is not told to complete waits for somebody to start something in it.
  const idle = Object.values(state.elements).filter(
    ({ kind, children }) => kind === 'adHocSubProcess' && children === 0,
  );
  const reasons = [...waitingReasons(state), ...waitingJoins(state), ...Object.values(state.outstanding), ...idle];
  expect(reasons).not.toEqual([]);
}

/** No token lost or doubled: the stored counts are what there is. */
export function expectSound({ elements, waits }: InstanceState): void {
  const children = keysBy(Object.values(elements).map(({ key, scope }) => [scope, key]));
  const waiting = keysBy(Object.entries(waits).map(([key, { elementInstance }]) => [elementInstance, key]));
  for (const instance of Object.values(elements)) {
    const own = children.get(instance.key) ?? [];
    const there = [own.length, own, tokensAtJoins(instance), waiting.get(instance.key) ?? []];
    const { tokens, childKeys, waitKeys } = instance;
    const counted = [instance.children, Object.keys(childKeys).sort(), tokens, Object.keys(waitKeys).sort()];
    // An `expect` for each number of each element would cost more than all else.
    if (JSON.stringify(counted) !== JSON.stringify(there)) expect(counted, instance.element).toEqual(there);
  }
}

function keysBy(pairs: readonly (readonly [owner: Key | null, key: Key])[]): ReadonlyMap<Key | null, readonly Key[]> {
  const found = new Map<Key | null, Key[]>();
  for (const [owner, key] of pairs) found.set(owner, [...(found.get(owner) ?? []), key].sort());
  return found;
}

function tokensAtJoins({ joins = {} }: ElementInstance): number {
  return Object.values(joins)
    .flatMap((counts) => Object.values(counts))
    .reduce((sum, count) => sum + count, 0);
}
