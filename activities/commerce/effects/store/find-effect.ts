import type { Pool } from 'pg';
import type { JsonObject } from '#engine/contracts/json.ts';

export type Effect =
  { readonly state: 'none' } | { readonly state: 'done'; readonly result: JsonObject } | { readonly state: 'undone' };

export async function findEffect(
  pool: Pool,
  call: { readonly key: string; readonly activity: string },
): Promise<Effect> {
  const { rows } = await pool.query<{ result: JsonObject | null; undone: boolean }>(
    'select result, undone_at is not null as undone from commerce.effect where idempotency_key = $1 and activity = $2',
    [call.key, call.activity],
  );
  return effectOf(rows[0]);
}

export function effectOf(row: { result: JsonObject | null; undone: boolean } | undefined): Effect {
  if (row === undefined) return { state: 'none' };
  if (row.undone) return { state: 'undone' };
  return row.result === null ? { state: 'none' } : { state: 'done', result: row.result };
}
