import type { PoolClient } from 'pg';
import type { JsonObject } from '#engine/contracts/json.ts';

export async function recordEffect(sql: PoolClient, key: string, result: JsonObject): Promise<void> {
  await sql.query('update commerce.effect set result = $2, done_at = now() where idempotency_key = $1', [
    key,
    JSON.stringify(result),
  ]);
}
