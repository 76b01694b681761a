import type { Transaction } from '../database.ts';
import { lockNames } from '../lock-names.ts';

/**
 * Serialises what comes for the parallel multiple start events of these processes until the transaction ends: without it
 * two parts can each open a gathering, having missed the other's. All processes in one call, after the correlation points
 * of a message and before any start lock: whoever waits here holds nothing that the one who goes on may need.
 */
export async function lockGatherings(tx: Transaction, tenantId: string, processIds: readonly string[]): Promise<void> {
  await lockNames(
    tx,
    processIds.map((processId) => JSON.stringify(['gathering', tenantId, processId])),
  );
}
