import { throwJobError } from '../behaviors/job-results.ts';
import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { findOpenJob } from './find-job.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/** A BPMN error from a job; a listener's job may not throw one (Zeebe). */
export function throwJobErrorOnRequest(run: Run, operation: OperationOf<'throwJobError'>): readonly Problem[] {
  const found = findOpenJob(run, operation.job);
  if (!found.ok) return found.problems;
  if (found.job.jobKind !== 'bpmnElement') {
    const message = sayNo('job.listenerError', { key: operation.job });
    return refuse('INVALID_STATE', 'job.listenerError', message, { jobKey: operation.job });
  }
  if (found.job.command !== null) run.withdraw(found.job.command);
  const { code, message, variables } = operation;
  throwJobError(run, operation.job, found.job, { code, message, variables });
  return accepted;
}
