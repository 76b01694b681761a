import { prepared } from '../database.ts';
import type { Executor } from '../database.ts';
import { jobStateColumns, toJobState } from './find-job.ts';
import type { JobState, JobStateRow } from './find-job.ts';

export interface NewJobRequest {
  readonly id: string;
  readonly jobKey: string;
  /** An `Operation` of the kernel: plain JSON. */
  readonly operation: object;
  readonly expiresAt: Date;
}

export interface InsertedJobRequest {
  /** Null = there is no such job. */
  readonly job: JobState | null;
  /** Nothing is written when the job is not for workers outside, is no longer open, or backs off and has to wait for that. */
  readonly written: boolean;
}

/**
 * Finds the job and writes what its worker asks of the instance as a sent request without idempotency key (see
 * `insertRequest`), in one statement: each round trip delays the next job.
 */
export async function insertJobRequest(
  db: Executor,
  { id, jobKey, operation, expiresAt }: NewJobRequest,
  { evenBackingOff }: { readonly evenBackingOff: boolean },
): Promise<InsertedJobRequest> {
  const { rows } = await db.query<JobStateRow & { written: boolean }>(
    prepared(
      `with found as materialized (
         select ${jobStateColumns}
         from silkflow.job j left join silkflow.job_lock l using (job_key) where j.job_key = $1),
       fresh as (
         insert into silkflow.request (request_id, instance_key, tenant_id, operation, fingerprint, expires_at, state)
         select $2, instance_key, tenant_id, $3::text,
           encode(sha256(convert_to(instance_key || ' ' || $3::text, 'UTF8')), 'hex'), $4::timestamptz, 'sent'
         from found where state = 'created' and execution = 'external' and ($5::boolean or back_off_until is null)
         returning request_id)
       select found.*, exists (select from fresh) as written from found`,
      [jobKey, id, JSON.stringify(operation), expiresAt, evenBackingOff],
    ),
  );
  const row = rows[0];
  return row === undefined ? { job: null, written: false } : { job: toJobState(row), written: row.written };
}
