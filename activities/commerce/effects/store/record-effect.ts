import type { PoolClient } from 'pg';
import type { JsonObject } from '#engine/contracts/json.ts';

export async function recordEffect(
  sql: PoolClient,
  call: { readonly key: string; readonly activity: string },
  result: JsonObject,
): Promise<void> {
  await sql.query(
    'update commerce.effect set result = $3, done_at = now() where idempotency_key = $1 and activity = $2',
    [call.key, call.activity, JSON.stringify(result)],
  );
}
