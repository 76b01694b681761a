import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';

/**
 * Which of these requests have been withdrawn. The others cannot be any more until the transaction ends, and then only when
 * it has left no answer to them: taking and withdrawing meet on the request's row.
 */
export async function withdrawnAmong(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await tx.query<{ request_id: string; state: string }>(
    prepared(
      'select request_id, state from silkflow.request where request_id = any($1) order by request_id for share',
      [ids],
    ),
  );
  return new Set(rows.filter(({ state }) => state === 'withdrawn').map((row) => row.request_id));
}
