import type { Executor } from '../database.ts';
import type { CorrelationPoint } from './lock-correlations.ts';

/** Where messages with this key meet the message start events of a process. */
export async function findStartPoints(
  db: Executor,
  process: { readonly tenantId: string; readonly processId: string; readonly correlationKey: string },
): Promise<readonly CorrelationPoint[]> {
  const { tenantId, processId, correlationKey } = process;
  const { rows } = await db.query<{ name: string }>(
    `select distinct name from silkflow.start_subscription
     where tenant_id = $1 and process_id = $2 and kind = 'message' and name is not null`,
    [tenantId, processId],
  );
  return rows.map(({ name }) => ({ tenantId, name, correlationKey }));
}
