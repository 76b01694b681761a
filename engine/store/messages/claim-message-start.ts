import type { Transaction } from '../database.ts';

/**
 * Lets a message start an instance of a process once, and only while no other instance of the process that was started
 * with the same key is active; an empty key always starts. Answers false when it may not. The caller holds the lock of the
 * correlation point.
 */
export async function claimMessageStart(
  tx: Transaction,
  start: {
    readonly messageKey: string;
    readonly tenantId: string;
    readonly processId: string;
    readonly correlationKey: string;
    readonly instanceKey: string;
  },
): Promise<boolean> {
  const seen = await tx.query('select 1 from silkflow.message_correlation where message_key = $1 and process_id = $2', [
    start.messageKey,
    start.processId,
  ]);
  if (seen.rowCount !== 0) return false;
  if (start.correlationKey !== '') {
    const locked = await tx.query(
      `insert into silkflow.message_start_lock (tenant_id, process_id, correlation_key, instance_key)
       values ($1, $2, $3, $4) on conflict do nothing`,
      [start.tenantId, start.processId, start.correlationKey, start.instanceKey],
    );
    if (locked.rowCount === 0) return false;
  }
  await tx.query(
    `insert into silkflow.message_correlation (message_key, process_id, instance_key, subscription_key, state)
     values ($1, $2, $3, null, 'taken')`,
    [start.messageKey, start.processId, start.instanceKey],
  );
  return true;
}
