import type { InstanceState } from '../contract/state.ts';
import type { EventOf } from './event-of.ts';
import { addWait, live, removeWait, waitOf } from './live.ts';

type UserTaskEvent = EventOf<
  | 'userTaskCreated'
  | 'userTaskChanged'
  | 'userTaskCompleted'
  | 'userTaskCancelled'
  | 'userTaskChangeProposed'
  | 'userTaskChangeDenied'
>;

export function applyUserTaskEvent(state: InstanceState, event: UserTaskEvent): void {
  switch (event.type) {
    case 'userTaskCreated':
      return addWait(state, event.key, {
        kind: 'userTask',
        elementInstance: event.task.elementInstance,
        element: event.task.element,
        task: event.task,
        pending: null,
      });
    case 'userTaskChanged': {
      const wait = waitOf(state, event.key, 'userTask');
      wait.task = { ...wait.task, ...event.change };
      wait.pending = null;
      return;
    }
    case 'userTaskChangeProposed': {
      const wait = waitOf(state, event.key, 'userTask');
      wait.pending = event.proposal;
      if (event.proposal.listener === 0) wait.proposals = (wait.proposals ?? 0) + 1;
      return;
    }
    case 'userTaskChangeDenied':
      waitOf(state, event.key, 'userTask').pending = null;
      return;
    case 'userTaskCompleted': {
      const wait = waitOf(state, event.key, 'userTask');
      removeWait(state, event.key);
      const owner = live(state, wait.elementInstance);
      owner.data = { ...owner.data, payload: event.variables };
      return;
    }
    case 'userTaskCancelled':
      return removeWait(state, event.key);
  }
}
