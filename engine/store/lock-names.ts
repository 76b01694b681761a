import { prepared } from './database.ts';
import type { Transaction } from './database.ts';

/**
 * Serialises those who lock one of the same names until the transaction ends. All names of a kind in one call: they are
 * locked in one order, so two transactions cannot wait for each other.
 */
export async function lockNames(tx: Transaction, names: readonly string[]): Promise<void> {
  await tx.query(prepared(lockByName, [names]));
}

const lockByName = lockEach('hashtextextended(name, 0)', 'unnest($1::text[]) as named (name)');

/**
 * A statement that takes an advisory lock for each row of `from`, in one order: Postgres calls the function for each row as
 * it comes from the sorted subquery. Should it ever take them in another order, it would end one of two transactions that
 * wait for each other.
 */
export function lockEach(lock: string, from: string): string {
  return `select pg_advisory_xact_lock(lock) from (select ${lock} as lock from ${from} order by lock) as sorted`;
}
