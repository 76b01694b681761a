import type { JsonObject } from '#engine/contracts/json.ts';
import type { InstanceState, Key } from '../contract/state.ts';
import type { Wait } from '../contract/wait.ts';
import type { EventOf } from './event-of.ts';
import { addWait, live, removeWait } from './live.ts';

type SubscriptionEvent = EventOf<
  | 'timerStarted'
  | 'timerFired'
  | 'timerCancelled'
  | 'messageSubscribed'
  | 'messageCorrelated'
  | 'messageUnsubscribed'
  | 'signalSubscribed'
  | 'signalCaught'
  | 'signalUnsubscribed'
  | 'conditionSubscribed'
  | 'conditionMet'
  | 'conditionUnsubscribed'
>;

/** Timers, messages, signals and conditions. What fires once leaves the state; what fires again stays or is armed anew. */
export function applySubscriptionEvent(state: InstanceState, event: SubscriptionEvent): void {
  switch (event.type) {
    case 'timerStarted': {
      const { due, repetitions, command } = event;
      return addWait(state, event.key, { kind: 'timer', ...ownerOf(event), due, repetitions, command });
    }
    case 'messageSubscribed': {
      const { messageName, correlationKey, interrupting } = event;
      const wait = { kind: 'message', ...ownerOf(event), messageName, correlationKey, interrupting } as const;
      return addWait(state, event.key, wait);
    }
    case 'signalSubscribed':
      return addWait(state, event.key, { kind: 'signal', ...ownerOf(event), signalName: event.signalName });
    case 'conditionSubscribed':
      return addWait(state, event.key, { kind: 'condition', ...ownerOf(event) });
    case 'messageCorrelated':
    case 'signalCaught':
      return keepPayload(state, event.key, event.variables);
    case 'timerFired':
    case 'timerCancelled':
    case 'messageUnsubscribed':
    case 'signalUnsubscribed':
    case 'conditionUnsubscribed':
      return removeWait(state, event.key);
    case 'conditionMet':
      return;
  }
}

type Opened = EventOf<'timerStarted' | 'messageSubscribed' | 'signalSubscribed' | 'conditionSubscribed'>;

function ownerOf({ elementInstance, element, part }: Opened): Pick<Wait, 'elementInstance' | 'element' | 'part'> {
  return { elementInstance, element, ...(part !== undefined && { part }) };
}

/** An element that catches for itself keeps what came until its output mapping; others get it with their own activation. */
function keepPayload(state: InstanceState, key: Key, variables: JsonObject): void {
  const wait = state.waits[key];
  if (wait === undefined) return;
  const owner = live(state, wait.elementInstance);
  if (owner.element === wait.element) owner.data = { ...owner.data, payload: variables };
}
