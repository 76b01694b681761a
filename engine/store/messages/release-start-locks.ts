import type { Executor, Transaction } from '../database.ts';

/** A start lock whose instance has ended as far as the rows go. */
export interface EndedStartLock {
  readonly tenantId: string;
  readonly processId: string;
  readonly correlationKey: string;
  readonly instanceKey: string;
}

export async function findEndedStartLocks(db: Executor): Promise<readonly EndedStartLock[]> {
  const { rows } = await db.query<{
    tenant_id: string;
    process_id: string;
    correlation_key: string;
    instance_key: string;
  }>(
    // Not a join: that may read all instances there ever were, every second, to find the few that hold a lock.
    `select l.tenant_id, l.process_id, l.correlation_key, l.instance_key from silkflow.message_start_lock l
     where (select i.state from silkflow.process_instance i where i.instance_key = l.instance_key)
       in ('completed', 'terminated') limit 100`,
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    processId: row.process_id,
    correlationKey: row.correlation_key,
    instanceKey: row.instance_key,
  }));
}

/** To be called once Temporal says that the run is closed: rows alone are a promise (design decision D6). */
export async function releaseStartLock(tx: Transaction, instanceKey: string): Promise<boolean> {
  const { rowCount } = await tx.query('delete from silkflow.message_start_lock where instance_key = $1', [instanceKey]);
  return rowCount !== 0;
}
