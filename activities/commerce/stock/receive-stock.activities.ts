import type { Pool } from 'pg';
import { z } from 'zod';
import { completed } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { once } from '../effects/effect.ts';
import { stockLine } from './stock.contract.ts';
import { moveStock } from './store/move-stock.ts';

const input = z.object({
  supplierOrder: z.object({ supplierOrderId: z.string(), site: z.string(), lines: z.array(stockLine).min(1) }),
});

/** `stock.receive`: goods of a supplier order arrive: inbound falls, on hand rises. */
export function receiveStock(deps: { readonly pool: Pool }): CommerceActivity {
  const type = 'stock.receive';
  return defineActivity({
    type,
    input,
    run: ({ supplierOrder: { supplierOrderId, site, lines } }, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        await moveStock(sql, { kind: 'receive', reference: supplierOrderId, site, lines });
        return completed({ received: lines });
      }),
  });
}
