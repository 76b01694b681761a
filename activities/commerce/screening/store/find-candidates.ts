import type { Pool, PoolClient } from 'pg';
import type { ListEntry } from '../match-party.ts';

/** Entries that share the sound of at least one name part. */
export async function findCandidates(sql: Pool | PoolClient, keys: readonly string[]): Promise<ListEntry[]> {
  const { rows } = await sql.query<ListEntry>(
    `select list, entry_id as "entryId", list_version as "listVersion", name, kind, program, aliases, countries, identifiers
     from commerce.screening_entry where keys && $1 order by list, entry_id`,
    [keys],
  );
  return rows;
}
