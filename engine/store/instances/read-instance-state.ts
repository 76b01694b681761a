import type { InstanceState } from '#engine/contracts/api/index.ts';
import type { Executor } from '../database.ts';

export async function readInstanceState(db: Executor, instanceKey: string): Promise<InstanceState | null> {
  const { rows } = await db.query<{ state: InstanceState['state']; trouble: string | null }>(
    'select state, trouble from silkflow.process_instance where instance_key = $1',
    [instanceKey],
  );
  const row = rows[0];
  return row === undefined ? null : { processInstanceKey: instanceKey, ...row };
}
