import type { UserTask } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { openTaskOf } from '../../behaviors/task-listener-view.ts';
import { createUserTask, proposeChange } from '../../behaviors/task-listeners.ts';
import { planUserTask, userTaskJob } from '../../behaviors/user-tasks.ts';
import { activateJob } from './job-task.ts';

/** Waits for a person (UST1); without `zeebe:userTask` for a worker that shows it to one. */
export const userTask: ElementBehavior<UserTask> = {
  activate(run, element, instance) {
    const details = planUserTask(run, element, instance);
    if (!details.ok) return details;
    if (!element.native) return activateJob(run, userTaskJob(element, details.value), instance);
    return done({ before: () => createUserTask(run, element, details.value) });
  },
  terminate(run, _element, instance) {
    const open = openTaskOf(run.state, instance);
    if (open === null) return false;
    // Its listeners hear of it before the task goes (TSL5).
    proposeChange(run, open.key, { event: 'canceling', action: '', change: {}, variables: {} });
    return true;
  },
};
