import type { Transaction } from '../database.ts';
import { toldAsDropped } from './told-as-dropped.ts';

/**
 * A new version takes the place of the one that these gatherings wait for: they are given up, and the audit keeps what had
 * come. Those that are complete and wait for their key alone stay, and start the version that they came for. The caller
 * holds `lockGatherings`, and the start subscriptions are still there.
 */
export async function dropGatherings(
  tx: Transaction,
  process: { readonly tenantId: string; readonly processId: string },
): Promise<void> {
  await tx.query(
    `with gone as (
       delete from silkflow.gathering where tenant_id = $1 and process_id = $2 and not is_complete returning *)
     ${toldAsDropped('gone', 'newVersion')}`,
    [process.tenantId, process.processId],
  );
}
