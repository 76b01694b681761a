import type { Pool, PoolClient } from 'pg';
import type { StockLevel } from '../stock.contract.ts';

/** Sets up a level with its opening balance, unless the site has one for the sku. */
export async function openLevel(
  sql: Pool | PoolClient,
  level: Omit<StockLevel, 'reserved' | 'inbound'>,
): Promise<void> {
  await sql.query(
    `with opened as (
       insert into commerce.stock_level (site, sku, on_hand, threshold, reorder_point, reorder_up_to, pack_size)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (site, sku) do nothing returning site, sku, on_hand)
     insert into commerce.stock_movement (kind, reference, site, sku, quantity)
     select 'opening', 'opening balance', site, sku, on_hand from opened`,
    [level.site, level.sku, level.onHand, level.threshold, level.reorderPoint, level.reorderUpTo, level.packSize],
  );
}
