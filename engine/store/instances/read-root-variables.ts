import type { JsonObject } from '#engine/contracts/json.ts';
import type { Executor } from '../database.ts';

/** What an instance leaves behind: its own variables as they were at the end, without those of inner scopes. */
export async function readRootVariables(db: Executor, instanceKey: string): Promise<JsonObject> {
  const { rows } = await db.query<{ name: string; value: string }>(
    'select name, value from silkflow.variable where instance_key = $1 and scope_key = $1 order by name',
    [instanceKey],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)]));
}
