import type { PoolClient } from 'pg';
import type { JsonObject } from '#engine/contracts/json.ts';

/** Marks the key as taken back; returns the result to reverse, or null when there is none or it was reversed already. */
export async function undoEffect(
  sql: PoolClient,
  call: { readonly key: string; readonly activity: string },
): Promise<JsonObject | null> {
  const { rows: tombstones } = await sql.query(
    `insert into commerce.effect (idempotency_key, activity, undone_at) values ($1, $2, now())
     on conflict do nothing returning 1`,
    [call.key, call.activity],
  );
  if (tombstones.length > 0) return null;
  const { rows } = await sql.query<{ result: JsonObject | null }>(
    `update commerce.effect set undone_at = now()
     where idempotency_key = $1 and activity = $2 and undone_at is null returning result`,
    [call.key, call.activity],
  );
  return rows[0]?.result ?? null;
}
