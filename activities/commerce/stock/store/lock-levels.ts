import type { PoolClient } from 'pg';
import type { StockLevel } from '../stock.contract.ts';

/** Reads and locks the levels of one site until the transaction ends, in the order of their sku: no two callers deadlock. */
export async function lockLevels(
  sql: PoolClient,
  site: string,
  skus: readonly string[],
): Promise<Map<string, StockLevel>> {
  const { rows } = await sql.query<StockLevel>(
    `select site, sku, on_hand as "onHand", reserved, inbound, threshold, reorder_point as "reorderPoint",
            reorder_up_to as "reorderUpTo", pack_size as "packSize"
     from commerce.stock_level where site = $1 and sku = any($2) order by sku for update`,
    [site, skus],
  );
  return new Map(rows.map((row) => [row.sku, row]));
}
