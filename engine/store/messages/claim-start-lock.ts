import type { Transaction } from '../database.ts';

export interface StartLock {
  readonly tenantId: string;
  readonly processId: string;
  readonly correlationKey: string;
  readonly instanceKey: string;
}

/**
 * Lets an instance be started with this key only while no other instance of the process that was started with it is active;
 * an empty key always may. Answers false when it may not.
 */
export async function claimStartLock(tx: Transaction, lock: StartLock): Promise<boolean> {
  if (lock.correlationKey === '') return true;
  const { rowCount } = await tx.query(
    `insert into silkflow.message_start_lock (tenant_id, process_id, correlation_key, instance_key)
     values ($1, $2, $3, $4) on conflict do nothing`,
    [lock.tenantId, lock.processId, lock.correlationKey, lock.instanceKey],
  );
  return rowCount !== 0;
}

/** Whether an instance holds the key now. */
export async function isStartLocked(tx: Transaction, lock: Omit<StartLock, 'instanceKey'>): Promise<boolean> {
  if (lock.correlationKey === '') return false;
  const { rowCount } = await tx.query(
    'select 1 from silkflow.message_start_lock where tenant_id = $1 and process_id = $2 and correlation_key = $3',
    [lock.tenantId, lock.processId, lock.correlationKey],
  );
  return rowCount !== 0;
}
