import type { PoolClient } from 'pg';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { Effect } from './find-effect.ts';
import { effectOf } from './find-effect.ts';

/** Makes the key ours until the transaction ends; a second caller waits here and then reads what the first one left. */
export async function claimEffect(
  sql: PoolClient,
  call: { readonly key: string; readonly activity: string },
): Promise<Effect> {
  await sql.query('insert into commerce.effect (idempotency_key, activity) values ($1, $2) on conflict do nothing', [
    call.key,
    call.activity,
  ]);
  const { rows } = await sql.query<{ result: JsonObject | null; undone: boolean }>(
    `select result, undone_at is not null as undone from commerce.effect
     where idempotency_key = $1 and activity = $2 for update`,
    [call.key, call.activity],
  );
  return effectOf(rows[0]);
}
