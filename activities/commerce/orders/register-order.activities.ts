import type { Pool } from 'pg';
import { z } from 'zod';
import { businessError, completed, fatal } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { once } from '../effects/effect.ts';
import { order } from './order.contract.ts';
import { insertOrder } from './store/insert-order.ts';
import type { Pace } from './timers.ts';
import { orderTimers } from './timers.ts';

const input = z.object({ order: z.record(z.string(), z.json()), pace: z.enum(['business', 'demo']).nullish() });

/**
 * `orders.register`: the order enters the books. An order id that another instance has registered is the BPMN error
 * `ORDER_DUPLICATE`: the first instance stands. Also hands the process its timers.
 */
export function registerOrder(deps: { readonly pool: Pool; readonly pace: Pace }): CommerceActivity {
  return defineActivity({
    type: 'orders.register',
    input,
    run: (given, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: 'orders.register' }, async (sql) => {
        const parsed = order.safeParse(given.order);
        if (!parsed.success) {
          const faults = parsed.error.issues.map((issue) => `order.${issue.path.join('.')}: ${issue.message}`);
          return fatal(`The order cannot be read: ${faults.join('; ')}`);
        }
        const owner = await insertOrder(sql, parsed.data, given.order, call.processInstanceKey);
        if (owner !== call.processInstanceKey) {
          return businessError('ORDER_DUPLICATE', `Order ${parsed.data.orderId} runs already as instance ${owner}.`, {
            firstInstanceKey: owner,
          });
        }
        return completed({
          orderId: parsed.data.orderId,
          timers: { ...orderTimers[given.pace ?? deps.pace] },
          declines: 0,
        });
      }),
  });
}
