import type { Json } from '#engine/contracts/json.ts';
import type { DataInput, EffectResult } from '#engine/contracts/wire/runtime-activities.ts';
import type { Executor } from '#engine/store/database.ts';

/** The value of a data store's item; null when nobody has written it. */
export async function readDataItem(db: Executor, { tenantId, store, item }: DataInput): Promise<Json> {
  const { rows } = await db.query<{ value: string }>(
    'select value from silkflow.data_item where tenant_id = $1 and store = $2 and item = $3',
    [tenantId, store, item],
  );
  const row = rows[0];
  return row === undefined ? null : parseJson(row.value);
}

/** The last write wins. */
export async function writeDataItem(
  db: Executor,
  { tenantId, store, item, value }: DataInput & { readonly value: Json },
): Promise<EffectResult> {
  await db.query(
    `insert into silkflow.data_item (tenant_id, store, item, value) values ($1, $2, $3, $4)
     on conflict (tenant_id, store, item) do update set value = excluded.value, updated_at = now()`,
    [tenantId, store, item, JSON.stringify(value)],
  );
  return { ok: true };
}

/** Only `writeDataItem` writes the column. */
function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}
