import type { Pool } from 'pg';
import { z } from 'zod';
import { businessError, completed, fatal } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { once } from '../effects/effect.ts';
import { moveOrder } from './store/move-order.ts';

const input = z.object({ orderId: z.string(), cancelReason: z.string().max(500).nullish() });

/** `orders.begin-settlement`: from here on a cancellation comes too late. `ORDER_CANCELLED` when one came first. */
export function beginSettlement(deps: { readonly pool: Pool }): CommerceActivity {
  const type = 'orders.begin-settlement';
  return defineActivity({
    type,
    input,
    run: ({ orderId }, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        const status = await moveOrder(sql, orderId, { from: ['open'], to: 'settling' });
        if (status === 'settling' || status === 'settled') return completed();
        if (status === null) return fatal(`Order ${orderId} is not registered.`);
        return businessError('ORDER_CANCELLED', `Order ${orderId} is ${status}.`);
      }),
  });
}

/** `orders.request-cancellation`: accepted while the order is open, refused from settlement on; tells which. */
export function requestCancellation(deps: { readonly pool: Pool }): CommerceActivity {
  const type = 'orders.request-cancellation';
  return defineActivity({
    type,
    input,
    run: ({ orderId, cancelReason }, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        const reason = cancelReason ?? 'cancelled by the buyer';
        const status = await moveOrder(sql, orderId, { from: ['open'], to: 'cancelling', reason });
        // The cancellation overtook the registration: the next attempt finds the order.
        if (status === null) throw new Error(`Order ${orderId} is not registered yet.`);
        return completed({ cancellationAccepted: status === 'cancelling' });
      }),
  });
}

/** `orders.close`: the order is settled. */
export function closeOrder(deps: { readonly pool: Pool }): CommerceActivity {
  const type = 'orders.close';
  return defineActivity({
    type,
    input,
    run: ({ orderId }, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        const status = await moveOrder(sql, orderId, { from: ['settling'], to: 'settled' });
        return status === 'settled'
          ? completed({ orderStatus: 'settled' })
          : fatal(`Order ${orderId} is ${status ?? 'unknown'}, not in settlement.`);
      }),
  });
}

/** `orders.end`: after everything was released. A cancelled order ends cancelled, any other failed one rejected. */
export function endOrder(deps: { readonly pool: Pool }): CommerceActivity {
  const type = 'orders.end';
  return defineActivity({
    type,
    input: input.extend({ failure: z.string().nullish() }),
    run: ({ orderId, failure }, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        const cancelled = await moveOrder(sql, orderId, { from: ['cancelling'], to: 'cancelled' });
        if (cancelled === 'cancelled') return completed({ orderStatus: 'cancelled' });
        const reason = failure ?? 'a branch of the process failed';
        const status = await moveOrder(sql, orderId, { from: ['open', 'settling'], to: 'rejected', reason });
        return status === null ? fatal(`Order ${orderId} is not registered.`) : completed({ orderStatus: status });
      }),
  });
}
