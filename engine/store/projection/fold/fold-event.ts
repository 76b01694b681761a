import type { Event } from '#engine/kernel/index.ts';
import type { FoldContext } from './context.ts';
import { foldDecision } from './decisions.ts';
import { foldElement } from './elements.ts';
import { foldIncident } from './incidents.ts';
import { foldInstance } from './instance.ts';
import { foldJob } from './jobs.ts';
import { foldUserTask } from './user-tasks.ts';
import { foldVariable } from './variables.ts';
import { foldMessage, foldSignal, foldTimer } from './waits.ts';

/** Adds to `context.changes` what the event makes of the rows. Pure otherwise: the same events, the same rows. */
export function foldEvent(context: FoldContext, event: Event): void {
  switch (event.type) {
    case 'instanceCreated':
    case 'instanceSuspended':
    case 'instanceResumed':
    case 'instanceMigrated':
    case 'businessIdAssigned':
    case 'instanceEnded':
      return foldInstance(context, event);
    case 'elementActivating':
    case 'elementActivated':
    case 'elementCompleting':
    case 'elementCompleted':
    case 'elementTerminating':
    case 'elementTerminated':
    case 'flowTaken':
      return foldElement(context, event);
    case 'variableSet':
      return foldVariable(context, event);
    case 'jobCreated':
    case 'jobCompleted':
    case 'jobFailed':
    case 'jobRetried':
    case 'jobErrorThrown':
    case 'jobCancelled':
      return foldJob(context, event);
    case 'userTaskCreated':
    case 'userTaskChanged':
    case 'userTaskCompleted':
    case 'userTaskCancelled':
      return foldUserTask(context, event);
    case 'timerStarted':
    case 'timerFired':
    case 'timerCancelled':
      return foldTimer(context, event);
    case 'messageSubscribed':
    case 'messageCorrelated':
    case 'messageUnsubscribed':
      return foldMessage(context, event);
    case 'signalSubscribed':
    case 'signalCaught':
    case 'signalUnsubscribed':
      return foldSignal(context, event);
    case 'incidentRaised':
    case 'incidentResolved':
      return foldIncident(context, event);
    case 'decisionEvaluated':
      return foldDecision(context, event);
    // Told by the events around them, or the kernel's own bookkeeping.
    default:
      return undefined;
  }
}
