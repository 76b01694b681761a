import type { ServiceTask } from '#engine/model/definition.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { activateJob } from './job-task.ts';

/** Waits for its job. */
export const serviceTask: ElementBehavior<ServiceTask> = {
  activate(run, element, instance) {
    return activateJob(run, element.job, instance);
  },
};
