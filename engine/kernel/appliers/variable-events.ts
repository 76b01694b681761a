import type { InstanceState } from '../contract/state.ts';
import type { EventOf } from './event-of.ts';
import { live } from './live.ts';

export function applyVariableEvent(state: InstanceState, event: EventOf<'variableSet'>): void {
  const scope = live(state, event.scope);
  scope.variables[event.name] = event.value;
  scope.variableKeys[event.name] = event.key;
}
