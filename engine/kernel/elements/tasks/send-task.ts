import type { SendTask } from '#engine/model/definition.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { planPublication } from '../../behaviors/publications.ts';
import { activateJob } from './job-task.ts';

/** Sends by a job as in Zeebe, or natively through the engine's inbox. */
export const sendTask: ElementBehavior<SendTask> = {
  activate(run, { send }, instance) {
    if (send.kind === 'job') return activateJob(run, send.job, instance);
    return planPublication(run, send.publish, instance);
  },
};
