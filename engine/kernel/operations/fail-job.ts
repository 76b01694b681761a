import { failJob } from '../behaviors/job-results.ts';
import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { findOpenJob } from './find-job.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted } from './refuse.ts';

/** The job has no retries left. (Above zero its owner counts them, and the instance never hears.) */
export function failJobOnRequest(run: Run, operation: OperationOf<'failJob'>): readonly Problem[] {
  const found = findOpenJob(run, operation.job);
  if (!found.ok) return found.problems;
  if (found.job.command !== null) run.withdraw(found.job.command);
  failJob(run, operation.job, found.job, operation.message, operation.variables);
  return accepted;
}
