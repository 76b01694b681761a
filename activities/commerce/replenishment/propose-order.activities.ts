import type { Pool } from 'pg';
import { z } from 'zod';
import { findArticles } from '../catalogue/store/find-articles.ts';
import { completed, fatal } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { rateTable } from '../fx/rate-table.ts';
import { convert, minorToJson, toMajor } from '../money/money.ts';
import type { OrderTimers, Pace } from '../orders/timers.ts';
import { orderTimers } from '../orders/timers.ts';
import { stockPosition } from '../stock/stock.contract.ts';
import { orderUpTo } from './reorder-policy.ts';
import { need } from './replenishment.contract.ts';
import { findLevels } from './store/find-levels.ts';

interface Needs {
  readonly pool: Pool;
  readonly baseCurrency: string;
  readonly pace: Pace;
  readonly today: () => string;
}

/**
 * `replenishment.propose`: how much to order from whom and what it costs, also in the base currency, for the approval table.
 * Quantity 0 when the position has recovered meanwhile.
 */
export function proposeOrder(deps: Needs): CommerceActivity {
  return defineActivity({
    type: 'replenishment.propose',
    input: z.object({ need }),
    run: async ({ need: { site, sku } }) => {
      const [level] = await findLevels(deps.pool, site, [sku]);
      const article = (await findArticles(deps.pool, [sku])).get(sku);
      if (level === undefined || article === undefined)
        return fatal(`${sku} has no stock level at ${site} or no master data.`);
      if (article.supplier === null || article.unitCost === null)
        return fatal(`${sku} has no supplier or no unit cost.`);
      const position = stockPosition(level);
      const quantity =
        position > level.reorderPoint ? 0 : orderUpTo({ position, upTo: level.reorderUpTo, packSize: level.packSize });
      const { currency } = article.unitCost;
      const cost = { minor: article.unitCost.minor * BigInt(quantity), currency };
      const rate = (await rateTable(deps.pool, deps.today()))(currency, deps.baseCurrency);
      if (rate === null) return fatal(`No exchange rate from ${currency} to ${deps.baseCurrency} is known.`);
      const timers: OrderTimers = orderTimers[deps.pace];
      return completed({
        timers: { ...timers },
        proposal: {
          site,
          supplier: article.supplier,
          articleName: article.name,
          sku,
          quantity,
          position,
          reorderPoint: level.reorderPoint,
          lines: quantity === 0 ? [] : [{ sku, quantity }],
          costMinor: minorToJson(cost.minor),
          costCurrency: currency,
          costText: `${toMajor(cost.minor, currency).toFixed(2)} ${currency}`,
          costInBase: toMajor(convert(cost, deps.baseCurrency, rate).minor, deps.baseCurrency).toNumber(),
        },
      });
    },
  });
}
