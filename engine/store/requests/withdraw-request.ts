import type { Database } from '../database.ts';
import { transaction } from '../database.ts';

/**
 * Takes a request back whose caller gives up, unless the instance has taken it or it was brought there without an expiry.
 * Its idempotency key is free again: nothing was done, nor will be (a task that has taken it meanwhile is not recorded, see
 * the projection). Answers whether it was withdrawn.
 */
export async function withdrawRequest(db: Database, id: string): Promise<boolean> {
  return transaction(db, async (tx) => {
    // A statement of its own: the next one then sees what a task has committed while this one waited for the row.
    await tx.query('select 1 from silkflow.request where request_id = $1 for update', [id]);
    const { rowCount } = await tx.query(
      `update silkflow.request set state = 'withdrawn', idempotency_key = null, updated_at = now()
       where request_id = $1 and state in ('open', 'sent') and expires_at is not null
         and not exists (select 1 from silkflow.request_answer a where a.request_id = $1)`,
      [id],
    );
    return rowCount !== 0;
  });
}
