import type { Transaction } from '../database.ts';
import { lockGatherings } from '../gatherings/index.ts';

/**
 * Holds what starts instances of these processes until the transaction ends, so that nothing comes for a version while
 * another takes its place. The rows first: a timer that fires holds its own while it waits for the gatherings.
 */
export async function lockStarts(tx: Transaction, tenantId: string, processIds: readonly string[]): Promise<void> {
  await tx.query(
    `select 1 from silkflow.start_subscription where tenant_id = $1 and process_id = any($2)
     order by process_definition_key, element_id, ordinal for update`,
    [tenantId, processIds],
  );
  await lockGatherings(tx, tenantId, processIds);
}
