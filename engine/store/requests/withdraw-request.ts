import type { Executor } from '../database.ts';

/**
 * Takes a request back whose caller gives up, unless the instance has taken it. Its idempotency key is free again: nothing
 * was done. Answers whether it was withdrawn.
 */
export async function withdrawRequest(db: Executor, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update silkflow.request set state = 'withdrawn', idempotency_key = null, updated_at = now()
     where request_id = $1 and state in ('open', 'sent')
       and not exists (select 1 from silkflow.request_answer a where a.request_id = $1)`,
    [id],
  );
  return rowCount !== 0;
}
