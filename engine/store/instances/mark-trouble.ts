import type { Executor } from '../database.ts';

/** Says on the instance's page why it cannot go on. The next batch of the instance takes the mark away. */
export async function markTrouble(db: Executor, instanceKey: string, trouble: string): Promise<void> {
  await db.query(
    `with marked as (
       update silkflow.process_instance set trouble = $2, updated_at = now()
       where instance_key = $1 and trouble is distinct from $2 returning instance_key)
     select pg_notify('silkflow_changed', instance_key::text) from marked`,
    [instanceKey, trouble],
  );
}
