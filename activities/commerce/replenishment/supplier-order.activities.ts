import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { businessError, completed, fatal } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { earlierAnswer, once, undoOnce } from '../effects/effect.ts';
import { callPartner, cancelByKey } from '../partners/partner-client.ts';
import type { Partners } from '../partners/partners.ts';
import { moveStock } from '../stock/store/move-stock.ts';
import { proposal, supplierOrder } from './replenishment.contract.ts';
import { cancelSupplierOrder } from './store/cancel-supplier-order.ts';
import { insertSupplierOrder } from './store/insert-supplier-order.ts';

interface Needs {
  readonly pool: Pool;
  readonly partners: Partners;
}

const purchase = z.object({ orderNumber: z.string(), status: z.enum(['confirmed', 'delivered', 'cancelled']) });

/** `replenishment.order`: orders from the supplier and counts the goods as inbound. `SUPPLIER_REFUSED` when it says no. */
export function placeSupplierOrder(deps: Needs): CommerceActivity {
  const type = 'replenishment.order';
  const { supplier } = deps.partners;
  return defineActivity({
    type,
    input: z.object({ proposal }),
    run: async ({ proposal: proposed }, call) => {
      const key = call.idempotencyKey;
      const earlier = await earlierAnswer(deps.pool, { key, activity: type });
      if (earlier !== null) return earlier;
      const { site, lines } = proposed;
      const reference = `PO-${call.elementInstanceKey}`;
      const answer = await callPartner(supplier, {
        method: 'POST',
        path: '/purchase-orders',
        idempotencyKey: key,
        answer: purchase,
        body: { buyerReference: reference, supplier: proposed.supplier, deliverTo: site, lines },
      });
      if (!answer.ok) return businessError('SUPPLIER_REFUSED', `The supplier refused the order: ${answer.message}`);
      const supplierOrderId = answer.value.orderNumber;
      const result = await once(deps.pool, { key, activity: type }, async (sql) => {
        const cost = { minor: proposed.costMinor, currency: proposed.costCurrency };
        const { supplier: name } = proposed;
        await insertSupplierOrder(sql, { supplierOrderId, key, reference, supplier: name, site, lines, cost });
        await moveStock(sql, { kind: 'order', reference: supplierOrderId, site, lines });
        return completed({ supplierOrder: { supplierOrderId, reference, site, lines } });
      });
      if (result.kind === 'fatal') await cancelByKey(supplier, '/purchase-orders', key);
      return result;
    },
    undo: async (_given, call) => {
      const done = await undoOnce(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql, result) => {
        await takeBack(sql, z.object({ supplierOrder }).parse(result).supplierOrder.supplierOrderId);
      });
      await cancelByKey(supplier, '/purchase-orders', call.idempotencyKey);
      return done;
    },
  });
}

/** `replenishment.cancel`: a person gave the order up: cancelled at the supplier, no longer counted as inbound. */
export function cancelPurchase(deps: Needs): CommerceActivity {
  const type = 'replenishment.cancel';
  return defineActivity({
    type,
    input: z.object({ supplierOrder }),
    run: async ({ supplierOrder: { supplierOrderId } }, call) => {
      const answer = await callPartner(deps.partners.supplier, {
        method: 'POST',
        path: `/purchase-orders/${encodeURIComponent(supplierOrderId)}/cancel`,
        body: {},
        idempotencyKey: call.idempotencyKey,
        answer: purchase,
      });
      if (!answer.ok)
        return fatal(`Cancellation of ${supplierOrderId} was refused (${answer.code}): ${answer.message}`);
      return once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        await takeBack(sql, supplierOrderId);
        return completed({ supplierOrderState: 'cancelled' });
      });
    },
  });
}

async function takeBack(sql: PoolClient, supplierOrderId: string): Promise<void> {
  const cancelled = await cancelSupplierOrder(sql, supplierOrderId);
  if (cancelled === null) return;
  await moveStock(sql, {
    kind: 'cancel-order',
    reference: supplierOrderId,
    site: cancelled.site,
    lines: cancelled.lines,
  });
}
