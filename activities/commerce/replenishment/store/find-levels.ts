import type { Pool } from 'pg';
import type { StockLevel } from '../../stock/stock.contract.ts';

/** Levels of one site, as committed; without a lock. */
export async function findLevels(pool: Pool, site: string, skus: readonly string[]): Promise<StockLevel[]> {
  const { rows } = await pool.query<StockLevel>(
    `select site, sku, on_hand as "onHand", reserved, inbound, threshold, reorder_point as "reorderPoint",
            reorder_up_to as "reorderUpTo", pack_size as "packSize"
     from commerce.stock_level where site = $1 and sku = any($2) order by sku`,
    [site, skus],
  );
  return rows;
}
