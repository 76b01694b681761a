import { completeJob } from '../behaviors/job-results.ts';
import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { checkJobResult } from './check-job-result.ts';
import { findOpenJob } from './find-job.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted } from './refuse.ts';

/** Completes a job, taken by a worker or not. A job bound to an activity is completed in its place: the activity is withdrawn. */
export function completeJobOnRequest(run: Run, operation: OperationOf<'completeJob'>): readonly Problem[] {
  const found = findOpenJob(run, operation.job);
  if (!found.ok) return found.problems;
  const problems = checkJobResult(run, found.job, operation.variables, operation.result);
  if (problems.length > 0) return problems;
  if (found.job.command !== null) run.withdraw(found.job.command);
  completeJob(run, operation.job, found.job, operation.variables, operation.result);
  return accepted;
}
