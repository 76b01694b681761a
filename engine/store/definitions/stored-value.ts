import type { Executor } from '../database.ts';
import { contentHash } from './content.ts';

/**
 * Stores a value that is too large for a history under its hash, and that the history of an instance names it. Answers the
 * hash. Without an instance (null) it is never deleted.
 */
export async function storeValue(db: Executor, body: string, instanceKey: string | null): Promise<string> {
  const hash = contentHash(body);
  // An update that changes nothing locks the row, so that it is not deleted for age before its new user is written.
  await db.query(
    `with kept as (
       insert into silkflow.definition_content (hash, kind, body) values ($1, 'state', $2)
       on conflict (hash) do update set hash = excluded.hash returning hash)
     insert into silkflow.content_use (hash, instance_key) select hash, $3::bigint from kept where $3::bigint is not null
     on conflict do nothing`,
    [hash, body, instanceKey],
  );
  return hash;
}
