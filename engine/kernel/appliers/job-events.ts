import type { InstanceState } from '../contract/state.ts';
import type { EventOf } from './event-of.ts';
import { addWait, live, removeWait, waitOf } from './live.ts';

type JobEvent = EventOf<
  'jobCreated' | 'jobCompleted' | 'jobFailed' | 'jobRetriesUpdated' | 'jobRetried' | 'jobErrorThrown' | 'jobCancelled'
>;

export function applyJobEvent(state: InstanceState, event: JobEvent): void {
  switch (event.type) {
    case 'jobCreated':
      return addWait(state, event.key, {
        kind: 'job',
        elementInstance: event.job.elementInstance,
        element: event.job.element,
        jobKind: event.job.kind,
        execution: event.job.execution,
        type: event.job.type,
        listenerEvent: event.job.listenerEvent,
        retries: event.job.retries,
        command: null,
        attempt: 0,
        state: 'open',
      });
    case 'jobCompleted': {
      const job = waitOf(state, event.key, 'job');
      removeWait(state, event.key);
      // A listener's result is written by the listener; an element's own waits for its output mappings.
      if (job.jobKind === 'bpmnElement') {
        const owner = live(state, job.elementInstance);
        owner.data = { ...owner.data, payload: event.variables };
      }
      return;
    }
    case 'jobFailed': {
      const job = waitOf(state, event.key, 'job');
      job.state = 'failed';
      job.retries = 0;
      job.command = null;
      return;
    }
    case 'jobRetriesUpdated':
      waitOf(state, event.key, 'job').retries = event.retries;
      return;
    case 'jobRetried': {
      const job = waitOf(state, event.key, 'job');
      job.retries = event.retries;
      job.state = 'open';
      return;
    }
    case 'jobErrorThrown': {
      const job = waitOf(state, event.key, 'job');
      job.state = 'errorThrown';
      job.command = null;
      return;
    }
    case 'jobCancelled':
      return removeWait(state, event.key);
  }
}
