import type { PoolClient } from 'pg';
import type { ListEntry } from '../match-party.ts';
import { soundKeysOf } from '../name-parts.ts';

/** Makes the entries the whole of their list: new ones come, changed ones change, missing ones go. */
export async function replaceList(sql: PoolClient, list: string, entries: readonly ListEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += 1_000) {
    const batch = entries.slice(start, start + 1_000).map((entry) => ({
      ...entry,
      keys: soundKeysOf([entry.name, ...entry.aliases]),
    }));
    await sql.query(
      `insert into commerce.screening_entry
         (list, entry_id, list_version, name, kind, program, aliases, countries, identifiers, keys)
       select $1, "entryId", "listVersion", name, kind, program, aliases, countries, identifiers,
              array(select jsonb_array_elements_text(keys))
       from jsonb_to_recordset($2::jsonb) as given ("entryId" text, "listVersion" text, name text, kind text, program text,
                                                    aliases jsonb, countries jsonb, identifiers jsonb, keys jsonb)
       on conflict (list, entry_id) do update set
         list_version = excluded.list_version, name = excluded.name, kind = excluded.kind, program = excluded.program,
         aliases = excluded.aliases, countries = excluded.countries, identifiers = excluded.identifiers, keys = excluded.keys`,
      [list, JSON.stringify(batch)],
    );
  }
  await sql.query('delete from commerce.screening_entry where list = $1 and not (entry_id = any($2))', [
    list,
    entries.map((entry) => entry.entryId),
  ]);
}
