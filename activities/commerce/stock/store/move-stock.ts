import type { PoolClient } from 'pg';
import type { MovementKind, StockLine } from '../stock.contract.ts';
import { movementEffects } from '../stock.contract.ts';

/** Records a movement and changes the levels by it. The same kind and reference again changes nothing. */
export async function moveStock(
  sql: PoolClient,
  move: {
    readonly kind: MovementKind;
    readonly reference: string;
    readonly site: string;
    readonly lines: readonly StockLine[];
  },
): Promise<void> {
  const effect = movementEffects[move.kind];
  for (const line of move.lines) {
    const { rowCount } = await sql.query(
      `insert into commerce.stock_movement (kind, reference, site, sku, quantity) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [move.kind, move.reference, move.site, line.sku, line.quantity],
    );
    if (rowCount === 0) continue;
    await sql.query('insert into commerce.stock_level (site, sku) values ($1, $2) on conflict do nothing', [
      move.site,
      line.sku,
    ]);
    await sql.query(
      `update commerce.stock_level set
         on_hand = on_hand + $3, reserved = reserved + $4, inbound = inbound + $5, changed_at = now()
       where site = $1 and sku = $2`,
      [
        move.site,
        line.sku,
        effect.onHand * line.quantity,
        effect.reserved * line.quantity,
        effect.inbound * line.quantity,
      ],
    );
  }
}
