import type { Transaction } from '../database.ts';
import { lockNames } from '../lock-names.ts';

/** Where messages and subscriptions meet. */
export interface CorrelationPoint {
  readonly tenantId: string;
  readonly name: string;
  readonly correlationKey: string;
}

/**
 * Serialises publishing and opening at these points until the transaction ends (design decision D7): without it each side
 * can miss the other under READ COMMITTED. All points of a transaction in one call.
 */
export async function lockCorrelations(tx: Transaction, points: readonly CorrelationPoint[]): Promise<void> {
  await lockNames(
    tx,
    points.map(({ tenantId, name, correlationKey }) => JSON.stringify([tenantId, name, correlationKey])),
  );
}
