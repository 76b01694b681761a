import type { Executor } from '../database.ts';

/** A failed attempt with retries left: the job is free again after the back-off. Stays in Postgres, the instance hears nothing. */
export async function failJobAttempt(
  db: Executor,
  job: { readonly jobKey: string; readonly instanceKey: string; readonly type: string },
  failure: { readonly retries: number; readonly backOffMs: number; readonly message: string },
): Promise<void> {
  await db.query(
    `insert into silkflow.job_lock (job_key, instance_key, retries, back_off_until, error_message)
     values ($1, $2, $3, now() + make_interval(secs => $4::double precision / 1000), $5)
     on conflict (job_key) do update set deadline = null, worker = null, retries = excluded.retries,
       back_off_until = excluded.back_off_until, error_message = excluded.error_message`,
    [job.jobKey, job.instanceKey, failure.retries, failure.backOffMs, failure.message],
  );
  await announceJob(db, job);
}

/** New number of retries of a job that waits. */
export async function setJobRetries(
  db: Executor,
  job: { readonly jobKey: string; readonly instanceKey: string; readonly type: string },
  retries: number,
): Promise<void> {
  await db.query(
    `insert into silkflow.job_lock (job_key, instance_key, retries) values ($1, $2, $3)
     on conflict (job_key) do update set retries = excluded.retries`,
    [job.jobKey, job.instanceKey, retries],
  );
  await announceJob(db, job);
}

/** New time-out of a job that a worker holds, counted from now. False when nobody holds it. */
export async function setJobDeadline(db: Executor, jobKey: string, timeoutMs: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update silkflow.job_lock set deadline = now() + make_interval(secs => $2::double precision / 1000)
     where job_key = $1 and deadline > now()`,
    [jobKey, timeoutMs],
  );
  return rowCount !== 0;
}

async function announceJob(db: Executor, job: { readonly type: string; readonly instanceKey: string }): Promise<void> {
  await db.query(`select pg_notify('silkflow_jobs', left($1, 2000)), pg_notify('silkflow_changed', $2)`, [
    job.type,
    job.instanceKey,
  ]);
}
