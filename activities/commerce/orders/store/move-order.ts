import type { PoolClient } from 'pg';
import type { OrderStatus } from '../order.contract.ts';

/**
 * Moves an order to `to` when it stands in one of `from`; returns the status it has afterwards, null for an unknown order.
 * The row lock decides the race between a cancellation and the settlement.
 */
export async function moveOrder(
  sql: PoolClient,
  orderId: string,
  move: { readonly from: readonly OrderStatus[]; readonly to: OrderStatus; readonly reason?: string },
): Promise<OrderStatus | null> {
  const { rows } = await sql.query<{ status: OrderStatus }>(
    'select status from commerce.sales_order where order_id = $1 for update',
    [orderId],
  );
  const status = rows[0]?.status;
  if (status === undefined) return null;
  if (!move.from.includes(status)) return status;
  await sql.query(
    `update commerce.sales_order set status = $2, status_reason = coalesce($3, status_reason), changed_at = now()
     where order_id = $1`,
    [orderId, move.to, move.reason ?? null],
  );
  return move.to;
}
