import type { Element } from '#engine/model/definition.ts';
import type { PendingStep } from '../contract/pending-step.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { raiseIncident } from './incidents.ts';
import { createJob, planJob } from './jobs.ts';

/** `beforeAll` belongs to the body of a multi-instance activity, `cancel` to the process. */
export type ListenerEvent = 'start' | 'end' | 'beforeAll' | 'cancel';

/**
 * Creates the job of the first, or next, listener of this event (LSN1). False = none is left: the element goes on.
 * Listeners run one after the other, each blocking the element.
 */
export function nextListener(run: Run, element: Element, instance: ElementInstance, event: ListenerEvent): boolean {
  const listeners = element.listeners.filter((one) => one.eventType === event);
  const before = instance.data.listener;
  const index = before?.event === event ? before.index + 1 : 0;
  const listener = listeners[index];
  if (listener === undefined) return false;
  const job = planJob(run, { ...listener, priority: null }, instance, {
    kind: 'executionListener',
    listenerEvent: event,
  });
  if (!job.ok) {
    // An expression that fails runs all listeners of the event again (LSN3).
    run.write({ type: 'dataSet', key: instance.key, data: { listener: null } });
    raiseIncident(run, instance, job.failure, again(event, instance.key));
    return true;
  }
  run.write({ type: 'dataSet', key: instance.key, data: { listener: { event, index } } });
  createJob(run, job.value);
  return true;
}

/** What runs all listeners of the event again. */
function again(event: ListenerEvent, key: Key): PendingStep {
  switch (event) {
    case 'start':
    case 'beforeAll':
      return { type: 'activate', key };
    case 'end':
      return { type: 'complete', key };
    case 'cancel':
      return { type: 'endTermination', key };
  }
}
