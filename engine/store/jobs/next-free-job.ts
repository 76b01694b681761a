import type { Executor } from '../database.ts';

/**
 * Milliseconds until a job of this type that is locked or kept back comes free again; null when none will. One that came free
 * within the last second counts as free at once: the caller may have looked before.
 */
export async function nextFreeJob(db: Executor, type: string): Promise<number | null> {
  const { rows } = await db.query<{ wait: string | null }>(
    `select ceil(extract(epoch from min(greatest(l.deadline, l.back_off_until)) - now()) * 1000) as wait
     from silkflow.job j join silkflow.job_lock l using (job_key)
     where j.type = $1 and j.state = 'created' and j.execution = 'external'
       and greatest(l.deadline, l.back_off_until) > now() - interval '1 second'`,
    [type],
  );
  const wait = rows[0]?.wait ?? null;
  return wait === null ? null : Math.max(1, Number(wait));
}
