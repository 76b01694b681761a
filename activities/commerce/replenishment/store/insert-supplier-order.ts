import type { PoolClient } from 'pg';
import type { Money } from '../../money/money.ts';
import type { StockLine } from '../../stock/stock.contract.ts';

export async function insertSupplierOrder(
  sql: PoolClient,
  placed: {
    readonly supplierOrderId: string;
    readonly key: string;
    readonly reference: string;
    readonly supplier: string;
    readonly site: string;
    readonly lines: readonly StockLine[];
    readonly cost: Money;
  },
): Promise<void> {
  await sql.query(
    `insert into commerce.supplier_order
       (supplier_order_id, idempotency_key, reference, supplier, site, lines, cost_minor, cost_currency, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'ordered')`,
    [
      placed.supplierOrderId,
      placed.key,
      placed.reference,
      placed.supplier,
      placed.site,
      JSON.stringify(placed.lines),
      placed.cost.minor.toString(),
      placed.cost.currency,
    ],
  );
}
