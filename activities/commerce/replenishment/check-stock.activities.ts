import type { Pool } from 'pg';
import { z } from 'zod';
import { completed } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import type { PublishMessage } from '../messages/message-publisher.ts';
import { order } from '../orders/order.contract.ts';
import { stockPosition } from '../stock/stock.contract.ts';
import { need, stockBelowReorderPoint } from './replenishment.contract.ts';
import { findLevels } from './store/find-levels.ts';

/** `replenishment.check`: which of the order's articles have a stock position at or below their reorder point. */
export function checkStock(deps: { readonly pool: Pool }): CommerceActivity {
  return defineActivity({
    type: 'replenishment.check',
    input: z.object({ order }),
    run: async ({ order: { lines, shipFrom } }) => {
      const levels = await findLevels(deps.pool, shipFrom.site, [...new Set(lines.map((line) => line.sku))]);
      const below = levels.filter((level) => stockPosition(level) <= level.reorderPoint);
      return completed({
        needs: below.map((level) => ({
          site: level.site,
          sku: level.sku,
          position: stockPosition(level),
          reorderPoint: level.reorderPoint,
        })),
      });
    },
  });
}

/**
 * `replenishment.request`: one message an article starts the replenishment process. Its correlation key is site and article,
 * so that while one runs for them no second one starts; a message that finds one running is not kept.
 */
export function requestReplenishment(deps: { readonly publish: PublishMessage }): CommerceActivity {
  return defineActivity({
    type: 'replenishment.request',
    input: z.object({ orderId: z.string(), needs: z.array(need) }),
    run: async ({ orderId, needs }) => {
      for (const { site, sku } of needs) {
        await deps.publish({
          name: stockBelowReorderPoint,
          correlationKey: `${site}/${sku}`,
          messageId: `${stockBelowReorderPoint}:${orderId}:${site}/${sku}`,
          timeToLive: 0,
          variables: { need: { site, sku }, causedBy: orderId },
        });
      }
      return completed();
    },
  });
}
