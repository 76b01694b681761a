import type { InstanceState } from '../contract/state.ts';
import type { EventOf } from './event-of.ts';
import { addWait, live, removeWait, waitOf } from './live.ts';

type UserTaskEvent = EventOf<'userTaskCreated' | 'userTaskChanged' | 'userTaskCompleted' | 'userTaskCancelled'>;

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
      return;
    }
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
