import type { Pool } from 'pg';
import { inTransaction } from '../effects/transaction.ts';
import type { ListEntry } from './match-party.ts';
import { replaceList } from './store/replace-list.ts';

/** Puts a list in force, whole, in one transaction: screening sees the old edition or the new one, never a mixture. */
export async function importList(pool: Pool, entries: readonly ListEntry[]): Promise<void> {
  const [first] = entries;
  if (first === undefined) throw new Error('The list holds no entry; an empty list is not put in force.');
  if (entries.some((entry) => entry.list !== first.list)) throw new Error('One list at a time, please.');
  await inTransaction(pool, (sql) => replaceList(sql, first.list, entries));
}
