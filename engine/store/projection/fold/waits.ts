import { storableInstant, storableText } from '../storable.ts';
import type { EventOf, FoldContext } from './context.ts';

type TimerEvent = EventOf<'timerStarted' | 'timerFired' | 'timerCancelled'>;
type MessageEvent = EventOf<'messageSubscribed' | 'messageCorrelated' | 'messageUnsubscribed'>;
type SignalEvent = EventOf<'signalSubscribed' | 'signalCaught' | 'signalUnsubscribed'>;

/** `timer`. */
export function foldTimer({ changes, ...context }: FoldContext, event: TimerEvent): void {
  switch (event.type) {
    case 'timerStarted':
      changes.insert('timer', event.key, {
        timer_key: event.key,
        instance_key: context.key,
        tenant_id: context.tenantId,
        element_instance_key: event.elementInstance,
        element_id: event.element,
        due_at: storableInstant(event.due),
        repetitions: event.repetitions,
        state: 'started',
      });
      break;
    case 'timerFired':
      changes.update('timer', event.key, { state: 'fired' });
      break;
    case 'timerCancelled':
      changes.update('timer', event.key, { state: 'cancelled' });
      break;
    default:
      event satisfies never;
  }
}

/** `message_subscription`; the inbox hears of what was opened. A non-interrupting one stays open. */
export function foldMessage(context: FoldContext, event: MessageEvent): void {
  const { changes, process } = context;
  switch (event.type) {
    case 'messageSubscribed':
      changes.insert('message_subscription', event.key, {
        subscription_key: event.key,
        instance_key: context.key,
        tenant_id: context.tenantId,
        process_id: process.processId,
        process_definition_key: process.processDefinitionKey,
        element_instance_key: event.elementInstance,
        element_id: event.element,
        message_name: storableText(event.messageName),
        correlation_key: storableText(event.correlationKey),
        interrupting: event.interrupting,
        state: 'open',
        created_at: storableInstant(event.at),
        updated_at: storableInstant(event.at),
      });
      changes.openSubscription(event.key);
      break;
    case 'messageCorrelated':
      changes.update('message_subscription', event.key, { updated_at: storableInstant(event.at) });
      break;
    case 'messageUnsubscribed':
      changes.update('message_subscription', event.key, { state: 'closed', updated_at: storableInstant(event.at) });
      changes.closeSubscription(event.key);
      break;
    default:
      event satisfies never;
  }
}

/** `signal_subscription`. */
export function foldSignal({ changes, ...context }: FoldContext, event: SignalEvent): void {
  switch (event.type) {
    case 'signalSubscribed':
      changes.insert('signal_subscription', event.key, {
        subscription_key: event.key,
        instance_key: context.key,
        tenant_id: context.tenantId,
        element_instance_key: event.elementInstance,
        element_id: event.element,
        signal_name: storableText(event.signalName),
        state: 'open',
      });
      break;
    case 'signalUnsubscribed':
      changes.update('signal_subscription', event.key, { state: 'closed' });
      break;
    case 'signalCaught':
      break;
    default:
      event satisfies never;
  }
}
