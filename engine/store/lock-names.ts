import { prepared } from './database.ts';
import type { Transaction } from './database.ts';

/**
 * Serialises those who lock one of the same names until the transaction ends. All names of a kind in one call: they are
 * locked in one order, so two transactions cannot wait for each other.
 */
export async function lockNames(tx: Transaction, names: readonly string[]): Promise<void> {
  if (names.length === 1) {
    await tx.query(prepared('select pg_advisory_xact_lock(hashtextextended($1, 0))', [...names]));
    return;
  }
  const { rows } = await tx.query<{ hash: string }>(
    'select distinct hashtextextended(name, 0) as hash from unnest($1::text[]) as point(name) order by hash',
    [names],
  );
  // One statement a lock: within a statement Postgres does not promise the order of evaluation.
  for (const { hash } of rows) await tx.query('select pg_advisory_xact_lock($1::bigint)', [hash]);
}
