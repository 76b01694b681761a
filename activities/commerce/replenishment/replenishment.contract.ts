import { z } from 'zod';
import { currencyCode, minorUnits } from '../money/money.ts';
import { sku } from '../orders/order.contract.ts';
import { stockLine } from '../stock/stock.contract.ts';

/** What the order flow tells replenishment, by message. */
export const need = z.object({ site: z.string(), sku });

export const proposal = z.object({
  site: z.string(),
  supplier: z.string(),
  lines: z.array(stockLine).min(1),
  costMinor: minorUnits,
  costCurrency: currencyCode,
});

export const supplierOrder = z.object({
  supplierOrderId: z.string(),
  site: z.string(),
  lines: z.array(stockLine).min(1),
});

/** The message that starts the replenishment process. */
export const stockBelowReorderPoint = 'stock-below-reorder-point';
