import type { PoolClient } from 'pg';
import type { StockLine } from '../../stock/stock.contract.ts';

/** Marks the order cancelled; returns what is no longer coming, null when it was cancelled before. */
export async function cancelSupplierOrder(
  sql: PoolClient,
  supplierOrderId: string,
): Promise<{ readonly site: string; readonly lines: readonly StockLine[] } | null> {
  const { rows } = await sql.query<{ site: string; lines: StockLine[] }>(
    `update commerce.supplier_order set state = 'cancelled' where supplier_order_id = $1 and state = 'ordered'
     returning site, lines`,
    [supplierOrderId],
  );
  return rows[0] ?? null;
}
