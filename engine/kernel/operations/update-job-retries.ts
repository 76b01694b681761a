import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { findJob } from './find-job.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/** Sets how often a job may still be tried. A failed one goes back to work when its incident is resolved. */
export function updateJobRetries(run: Run, operation: OperationOf<'updateJobRetries'>): readonly Problem[] {
  const found = findJob(run, operation.job);
  if (!found.ok) return found.problems;
  const { job: key, retries } = operation;
  if (retries < 1) {
    return refuse('INVALID_ARGUMENT', 'job.retries', sayNo('job.retries', { retries }), {
      retries: String(retries),
    });
  }
  run.write({ type: 'jobRetriesUpdated', key, retries });
  return accepted;
}
