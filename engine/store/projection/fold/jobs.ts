import { storableInstant, storableOrNull, storableText } from '../storable.ts';
import type { EventOf, FoldContext } from './context.ts';

type JobEvent = EventOf<'jobCreated' | 'jobCompleted' | 'jobFailed' | 'jobRetried' | 'jobErrorThrown' | 'jobCancelled'>;

/** `job`. Who holds an external job, and its retries above zero, lie in `job_lock`, which is not derived. */
export function foldJob(context: FoldContext, event: JobEvent): void {
  const { changes } = context;
  switch (event.type) {
    case 'jobCreated':
      insertJob(context, event);
      break;
    case 'jobCompleted':
      changes.update('job', event.key, { state: 'completed', ended_at: storableInstant(event.at) });
      break;
    case 'jobFailed':
      changes.update('job', event.key, { state: 'failed', retries: 0, error_message: storableText(event.message) });
      break;
    case 'jobRetried':
      changes.update('job', event.key, { state: 'created', retries: event.retries, error_message: null });
      changes.retryJob(event.key);
      break;
    case 'jobErrorThrown':
      changes.update('job', event.key, {
        state: 'error_thrown',
        error_code: storableText(event.code),
        error_message: storableText(event.message),
        ended_at: storableInstant(event.at),
      });
      break;
    case 'jobCancelled':
      changes.update('job', event.key, { state: 'cancelled', ended_at: storableInstant(event.at) });
      break;
    default:
      event satisfies never;
  }
}

function insertJob({ changes, process, ...context }: FoldContext, { key, job, at }: EventOf<'jobCreated'>): void {
  changes.insert('job', key, {
    job_key: key,
    instance_key: context.key,
    tenant_id: context.tenantId,
    process_id: process.processId,
    process_definition_key: process.processDefinitionKey,
    element_instance_key: job.elementInstance,
    element_id: job.element,
    kind: job.kind,
    listener_event: storableOrNull(job.listenerEvent),
    execution: job.execution,
    type: storableText(job.type),
    state: 'created',
    retries: job.retries,
    priority: job.priority,
    headers: JSON.stringify(job.headers),
    error_message: null,
    error_code: null,
    created_at: storableInstant(at),
    ended_at: null,
  });
  if (job.execution === 'external') changes.offerJob(storableText(job.type));
}
