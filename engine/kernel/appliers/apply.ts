import type { Event } from '../contract/event.ts';
import type { InstanceState } from '../contract/state.ts';
import { rollDigest } from '../digest.ts';
import { noteKey } from '../keys.ts';
import { applyCommandEvent } from './command-events.ts';
import { applyCompensationEvent } from './compensation-events.ts';
import { applyElementEvent } from './element-events.ts';
import { applyIncidentEvent } from './incident-events.ts';
import { applyInstanceEvent } from './instance-events.ts';
import { applyJobEvent } from './job-events.ts';
import { applyMultiInstanceEvent } from './multi-instance-events.ts';
import { applyQueueEvent } from './queue-events.ts';
import { applySubscriptionEvent } from './subscription-events.ts';
import { applyUserTaskEvent } from './user-task-events.ts';
import { applyVariableEvent } from './variable-events.ts';

/**
 * Writes one event into the state: the only writer there is. A released event keeps its effect for ever, so that events of
 * any age rebuild the state they once made.
 */
export function apply(state: InstanceState, event: Event): void {
  state.seq += 1;
  if (event.type !== 'queued' && event.type !== 'dequeued') state.digest = rollDigest(state.digest, event);
  applyByFamily(state, event);
  noteKey(state, event);
}

function applyByFamily(state: InstanceState, event: Event): void {
  switch (event.type) {
    case 'instanceCreated':
    case 'instanceSuspended':
    case 'instanceResumed':
    case 'instanceMigrated':
    case 'businessIdAssigned':
    case 'instanceEnded':
    case 'childStarted':
    case 'childEnded':
    case 'keysLeased':
      return applyInstanceEvent(state, event);
    case 'elementActivating':
    case 'elementActivated':
    case 'elementCompleting':
    case 'elementCompleted':
    case 'elementTerminating':
    case 'elementTerminated':
    case 'flowTaken':
    case 'tokenArrived':
    case 'joined':
    case 'tokensDropped':
    case 'dataSet':
      return applyElementEvent(state, event);
    case 'variableSet':
      return applyVariableEvent(state, event);
    case 'jobCreated':
    case 'jobCompleted':
    case 'jobFailed':
    case 'jobRetriesUpdated':
    case 'jobRetried':
    case 'jobErrorThrown':
    case 'jobCancelled':
      return applyJobEvent(state, event);
    case 'userTaskCreated':
    case 'userTaskChanged':
    case 'userTaskCompleted':
    case 'userTaskCancelled':
    case 'userTaskChangeProposed':
    case 'userTaskChangeDenied':
      return applyUserTaskEvent(state, event);
    default:
      return applyOtherEvent(state, event);
  }
}

/** Whatever is left once the families above are told apart; the switch below is exhaustive over it. */
type OtherEvent = Exclude<Event, HandledAbove>;
type HandledAbove = Parameters<
  | typeof applyInstanceEvent
  | typeof applyElementEvent
  | typeof applyVariableEvent
  | typeof applyJobEvent
  | typeof applyUserTaskEvent
>[1];

function applyOtherEvent(state: InstanceState, event: OtherEvent): void {
  switch (event.type) {
    case 'timerStarted':
    case 'timerFired':
    case 'timerCancelled':
    case 'messageSubscribed':
    case 'messageCorrelated':
    case 'messageUnsubscribed':
    case 'signalSubscribed':
    case 'signalCaught':
    case 'signalUnsubscribed':
    case 'conditionSubscribed':
    case 'conditionMet':
    case 'conditionUnsubscribed':
      return applySubscriptionEvent(state, event);
    case 'incidentRaised':
    case 'incidentResolved':
      return applyIncidentEvent(state, event);
    case 'compensationSubscribed':
    case 'compensationTriggered':
    case 'compensationCompleted':
    case 'compensationDropped':
      return applyCompensationEvent(state, event);
    case 'multiInstanceStarted':
    case 'itemsRead':
    case 'itemCollected':
      return applyMultiInstanceEvent(state, event);
    case 'commandSent':
    case 'commandSettled':
    case 'decisionEvaluated':
    case 'errorThrown':
    case 'escalationThrown':
      return applyCommandEvent(state, event);
    case 'queued':
    case 'dequeued':
      return applyQueueEvent(state, event);
  }
}
