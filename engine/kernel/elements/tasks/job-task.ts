import type { JobDefinition } from '#engine/model/definition.ts';
import { type Attempt, done } from '../../attempt.ts';
import type { Activation } from '../../behavior.ts';
import { createJob, planJob } from '../../behaviors/jobs.ts';
import type { ElementInstance } from '../../contract/state.ts';
import type { Run } from '../../run.ts';

/** The job exists before the task reports activated, as in Zeebe (JOB1). */
export function activateJob(run: Run, definition: JobDefinition, instance: ElementInstance): Attempt<Activation> {
  const job = planJob(run, definition, instance);
  return job.ok ? done({ before: () => createJob(run, job.value) }) : job;
}
