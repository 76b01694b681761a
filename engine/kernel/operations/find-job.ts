import type { Problem } from '../contract/outcome.ts';
import type { Key } from '../contract/state.ts';
import type { JobWait } from '../contract/wait.ts';
import type { Run } from '../run.ts';
import { refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

type Found =
  { readonly ok: true; readonly job: JobWait } | { readonly ok: false; readonly problems: readonly Problem[] };

/** The job, when it can still be completed, failed or error-thrown (JOB4). */
export function findOpenJob(run: Run, key: Key): Found {
  const found = findJob(run, key);
  if (!found.ok || found.job.state === 'open') return found;
  const reason = found.job.state === 'failed' ? 'job.failed' : 'job.errorThrown';
  return { ok: false, problems: refuse('INVALID_STATE', reason, sayNo(reason, { key }), { jobKey: key }) };
}

export function findJob(run: Run, key: Key): Found {
  const job = run.state.waits[key];
  if (job?.kind === 'job') return { ok: true, job };
  return { ok: false, problems: refuse('NOT_FOUND', 'job.notFound', sayNo('job.notFound', { key }), { jobKey: key }) };
}
