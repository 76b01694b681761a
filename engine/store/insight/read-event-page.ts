import type { InstanceEvents } from '#engine/contracts/api/index.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { Executor } from '../database.ts';

/** Events as they were written, oldest first. */
export async function readEventPage(
  db: Executor,
  instanceKey: string,
  page: { readonly after: number; readonly limit: number },
): Promise<InstanceEvents> {
  const { rows } = await db.query<{ seq: string; body: string }>(
    'select seq, body from silkflow.event where instance_key = $1 and seq > $2 order by seq limit $3',
    [instanceKey, page.after, page.limit + 1],
  );
  return {
    events: rows
      .slice(0, page.limit)
      .map(({ seq, body }) => ({ seq: Number(seq), event: JSON.parse(body) as JsonObject })),
    more: rows.length > page.limit,
  };
}
