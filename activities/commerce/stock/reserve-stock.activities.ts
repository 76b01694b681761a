import type { Pool } from 'pg';
import { z } from 'zod';
import { businessError, completed } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { once, undoOnce } from '../effects/effect.ts';
import { order } from '../orders/order.contract.ts';
import { releaseReservation } from './release.ts';
import type { StockLevel, StockLine } from './stock.contract.ts';
import { demandBySku, saleable } from './stock.contract.ts';
import { insertReservation } from './store/insert-reservation.ts';
import { lockLevels } from './store/lock-levels.ts';
import { moveStock } from './store/move-stock.ts';

/**
 * `stock.reserve`: all lines or none, at the order's site. `STOCK_SHORT` lists what is missing. An article for which the site
 * keeps no stock is procured for the order: nothing of it is reserved, and the result names it.
 */
export function reserveStock(deps: { readonly pool: Pool }): CommerceActivity {
  const type = 'stock.reserve';
  return defineActivity({
    type,
    input: z.object({ order }),
    run: ({ order: { orderId, lines, shipFrom } }, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        const demand = demandBySku(lines);
        const levels = await lockLevels(
          sql,
          shipFrom.site,
          demand.map((line) => line.sku),
        );
        const kept = demand.filter((line) => levels.has(line.sku));
        const short = shortages(kept, levels);
        if (short.length > 0) {
          const named = short.map((line) => `${line.sku} (${line.saleable} of ${line.wanted})`).join(', ');
          return businessError('STOCK_SHORT', `Not enough stock at ${shipFrom.site}: ${named}.`, { short });
        }
        const reservationId = `${orderId}:${call.elementInstanceKey}`;
        await moveStock(sql, { kind: 'reserve', reference: reservationId, site: shipFrom.site, lines: kept });
        await insertReservation(
          sql,
          { reservationId, orderId, site: shipFrom.site, state: 'reserved', lines: kept },
          call.idempotencyKey,
        );
        const procured = demand.filter((line) => !levels.has(line.sku)).map((line) => line.sku);
        return completed({ reservation: { reservationId, site: shipFrom.site, lines: kept, procured } });
      }),
    undo: (_given, call) =>
      undoOnce(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql, result) => {
        const { reservation } = z.object({ reservation: z.object({ reservationId: z.string() }) }).parse(result);
        await releaseReservation(sql, reservation.reservationId);
      }),
  });
}

function shortages(
  demand: readonly StockLine[],
  levels: ReadonlyMap<string, StockLevel>,
): { readonly sku: string; readonly wanted: number; readonly saleable: number }[] {
  return demand.flatMap((line) => {
    const level = levels.get(line.sku);
    const free = level === undefined ? 0 : saleable(level);
    return free < line.quantity ? [{ sku: line.sku, wanted: line.quantity, saleable: free }] : [];
  });
}
