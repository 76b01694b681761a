import type { ElementId } from '#engine/model/definition.ts';
import type { ElementData, ElementInstance, InstanceState, Key } from '../contract/state.ts';
import type { EventOf } from './event-of.ts';
import { live } from './live.ts';

type ElementEvent = EventOf<
  | 'elementActivating'
  | 'elementActivated'
  | 'elementCompleting'
  | 'elementCompleted'
  | 'elementTerminating'
  | 'elementTerminated'
  | 'flowTaken'
  | 'tokenArrived'
  | 'joined'
  | 'tokensDropped'
  | 'dataSet'
>;

/** Life cycles of elements and the tokens between them. */
export function applyElementEvent(state: InstanceState, event: ElementEvent): void {
  switch (event.type) {
    case 'elementActivating':
      return activating(state, event);
    case 'elementActivated':
      live(state, event.key).phase = 'activated';
      return;
    case 'elementCompleting':
      live(state, event.key).phase = 'completing';
      return;
    case 'elementTerminating':
      live(state, event.key).phase = 'terminating';
      return;
    case 'elementCompleted':
      return remove(state, event.key, 'completed');
    case 'elementTerminated':
      return remove(state, event.key, 'terminated');
    case 'flowTaken':
      live(state, event.scope).tokens += 1;
      return;
    case 'tokenArrived':
      return arrived(live(state, event.scope), event);
    case 'joined':
      return joined(live(state, event.scope), event);
    case 'tokensDropped': {
      const scope = live(state, event.scope);
      scope.tokens = 0;
      delete scope.joins;
      state.queue = state.queue.filter((step) => step.type !== 'enter' || step.scope !== event.scope);
      return;
    }
    case 'dataSet':
      return merge(live(state, event.key), event.data);
  }
}

function activating(state: InstanceState, event: EventOf<'elementActivating'>): void {
  const instance: ElementInstance = {
    key: event.key,
    element: event.element,
    kind: event.kind,
    scope: event.scope,
    phase: 'activating',
    variables: {},
    variableKeys: {},
    children: 0,
    childKeys: {},
    waitKeys: {},
    tokens: 0,
    data: { ...event.data, ...(event.item && { index: event.item.index }) },
  };
  state.elements[event.key] = instance;
  if (event.scope === null) return;
  const scope = live(state, event.scope);
  scope.children += 1;
  scope.childKeys[event.key] = true;
  if (event.flow !== undefined) scope.tokens -= 1;
  if (event.item === undefined) {
    const visit = countVisit(scope, event.element);
    if (visit > 1) instance.visit = visit;
  }
  if (event.item !== undefined && scope.multiInstance !== undefined) {
    const { items } = scope.multiInstance;
    scope.multiInstance.started += 1;
    // The item lives on in its instance's variables; keeping it here too would hold a large collection twice.
    if (event.item.index < items.length) items[event.item.index] = null;
  }
}

function countVisit(scope: ElementInstance, element: ElementId): number {
  scope.visits ??= {};
  const visit = (scope.visits[element] ?? 0) + 1;
  scope.visits[element] = visit;
  return visit;
}

function remove(state: InstanceState, key: Key, how: 'completed' | 'terminated'): void {
  const instance = live(state, key);
  for (const wait of Object.keys(instance.waitKeys)) delete state.waits[wait];
  delete state.elements[key];
  if (instance.scope === null) return;
  const scope = live(state, instance.scope);
  scope.children -= 1;
  delete scope.childKeys[key];
  if (scope.multiInstance !== undefined && instance.data.index !== undefined) scope.multiInstance[how] += 1;
}

function arrived(scope: ElementInstance, event: EventOf<'tokenArrived'>): void {
  scope.joins ??= {};
  const counts = (scope.joins[event.gateway] ??= {});
  counts[event.flow] = (counts[event.flow] ?? 0) + 1;
}

function joined(scope: ElementInstance, event: EventOf<'joined'>): void {
  const counts = scope.joins?.[event.gateway];
  if (scope.joins === undefined || counts === undefined) throw new Error(`No tokens wait at ${event.gateway}`);
  for (const flow of event.flows) {
    const left = (counts[flow] ?? 0) - 1;
    if (left > 0) counts[flow] = left;
    else delete counts[flow];
    scope.tokens -= 1;
  }
  if (Object.keys(counts).length === 0) delete scope.joins[event.gateway];
  if (Object.keys(scope.joins).length === 0) delete scope.joins;
}

function merge(instance: ElementInstance, change: ElementData): void {
  const merged: Record<string, unknown> = { ...instance.data, ...change };
  for (const [name, value] of Object.entries(merged)) if (value === null) delete merged[name];
  instance.data = merged;
}
