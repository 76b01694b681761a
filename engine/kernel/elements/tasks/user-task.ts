import type { UserTask } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { planUserTask, userTaskJob } from '../../behaviors/user-tasks.ts';
import { activateJob } from './job-task.ts';

/** Waits for a person (UST1); without `zeebe:userTask` for a worker that shows it to one. */
export const userTask: ElementBehavior<UserTask> = {
  activate(run, element, instance) {
    const details = planUserTask(run, element, instance);
    if (!details.ok) return details;
    if (!element.native) return activateJob(run, userTaskJob(element, details.value), instance);
    return done({ before: () => run.write({ type: 'userTaskCreated', key: run.newKey(), task: details.value }) });
  },
};
