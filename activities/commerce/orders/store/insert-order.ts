import type { PoolClient } from 'pg';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { Order } from '../order.contract.ts';
import { chargedMinorOf } from '../order.contract.ts';

/** Writes the order unless its id is known; returns the process instance that has it. */
export async function insertOrder(
  sql: PoolClient,
  subject: Order,
  content: JsonObject,
  processInstanceKey: string,
): Promise<string> {
  await sql.query(
    `insert into commerce.sales_order (order_id, process_instance_key, channel, currency, charged_minor, placed_at, content)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (order_id) do nothing`,
    [
      subject.orderId,
      processInstanceKey,
      subject.channel,
      subject.currency,
      chargedMinorOf(subject).toString(),
      subject.placedAt,
      JSON.stringify(content),
    ],
  );
  const { rows } = await sql.query<{ process_instance_key: string }>(
    'select process_instance_key from commerce.sales_order where order_id = $1',
    [subject.orderId],
  );
  return rows[0]?.process_instance_key ?? processInstanceKey;
}
