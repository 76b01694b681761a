import { readAdHocResult } from '../behaviors/ad-hoc-results.ts';
import { completeJob } from '../behaviors/job-results.ts';
import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { checkListenerResult } from './check-listener-result.ts';
import { findOpenJob } from './find-job.ts';
import type { OperationOf } from './operation-of.ts';
import { refuseUnknown } from './activate-ad-hoc.ts';
import { accepted } from './refuse.ts';

/** Completes a job, taken by a worker or not. A job bound to an activity is completed in its place: the activity is withdrawn. */
export function completeJobOnRequest(run: Run, operation: OperationOf<'completeJob'>): readonly Problem[] {
  const found = findOpenJob(run, operation.job);
  if (!found.ok) return found.problems;
  const { job } = found;
  const owner = run.element(job.element);
  if (job.jobKind === 'adHocSubProcess' && owner.kind === 'adHocSubProcess') {
    const named = readAdHocResult(operation.result).activateElements.map(({ elementId }) => elementId);
    const problems = refuseUnknown(run, owner, named);
    if (problems.length > 0) return problems;
  }
  if (job.jobKind === 'taskListener') {
    const problems = checkListenerResult(run, job, operation.variables, operation.result);
    if (problems.length > 0) return problems;
  }
  if (found.job.command !== null) run.withdraw(found.job.command);
  completeJob(run, operation.job, found.job, operation.variables, operation.result);
  return accepted;
}
