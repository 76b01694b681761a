import type { InstanceState } from '../contract/state.ts';
import type { EventOf } from './event-of.ts';
import { addWait, removeWait, waitOf } from './live.ts';

type CompensationEvent = EventOf<
  'compensationSubscribed' | 'compensationTriggered' | 'compensationCompleted' | 'compensationDropped'
>;

export function applyCompensationEvent(state: InstanceState, event: CompensationEvent): void {
  switch (event.type) {
    case 'compensationSubscribed':
      // A subprocess that completes hands the subscriptions inside it to the scope around it, under their old keys.
      if (state.waits[event.key] !== undefined) removeWait(state, event.key);
      return addWait(state, event.key, {
        kind: 'compensation',
        elementInstance: event.scope,
        element: event.element,
        handler: event.handler,
        parent: event.parent,
        triggered: false,
        ...(event.variables !== undefined && { variables: event.variables }),
      });
    case 'compensationTriggered':
      waitOf(state, event.key, 'compensation').triggered = true;
      return;
    case 'compensationCompleted':
    case 'compensationDropped':
      return removeWait(state, event.key);
  }
}
