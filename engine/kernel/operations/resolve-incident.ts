import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/** Runs the step again that failed (INC1). A job's incident needs retries on the job first (INC2). */
export function resolveIncident(run: Run, operation: OperationOf<'resolveIncident'>): readonly Problem[] {
  const { incident: key } = operation;
  const incident = run.state.waits[key];
  if (incident?.kind !== 'incident') {
    return refuse('NOT_FOUND', 'incident.notFound', sayNo('incident.notFound', { key }), { incidentKey: key });
  }
  const job = incident.job === null ? undefined : run.state.waits[incident.job];
  if (job?.kind === 'job' && job.state === 'failed' && job.retries < 1) {
    const values = { incidentKey: key, jobKey: incident.job ?? '' };
    return refuse('INVALID_STATE', 'incident.noRetries', sayNo('incident.noRetries', { key: values.jobKey }), values);
  }
  run.write({ type: 'incidentResolved', key });
  if (incident.retry !== null) run.queue(incident.retry);
  return accepted;
}
