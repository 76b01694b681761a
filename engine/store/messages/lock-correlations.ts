import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';

/** Where messages and subscriptions meet. */
export interface CorrelationPoint {
  readonly tenantId: string;
  readonly name: string;
  readonly correlationKey: string;
}

/**
 * Serialises publishing and opening at these points until the transaction ends (design decision D7): without it each side
 * can miss the other under READ COMMITTED. All points of a transaction in one call; they are locked in one order, so two
 * transactions cannot wait for each other.
 */
export async function lockCorrelations(tx: Transaction, points: readonly CorrelationPoint[]): Promise<void> {
  const names = points.map(({ tenantId, name, correlationKey }) => JSON.stringify([tenantId, name, correlationKey]));
  if (names.length === 1) {
    await tx.query(prepared('select pg_advisory_xact_lock(hashtextextended($1, 0))', names));
    return;
  }
  const { rows } = await tx.query<{ hash: string }>(
    'select distinct hashtextextended(name, 0) as hash from unnest($1::text[]) as point(name) order by hash',
    [names],
  );
  // One statement a lock: within a statement Postgres does not promise the order of evaluation.
  for (const { hash } of rows) await tx.query('select pg_advisory_xact_lock($1::bigint)', [hash]);
}
