import type { Pool } from 'pg';
import { z } from 'zod';
import { findArticles } from '../catalogue/store/find-articles.ts';
import { businessError, completed } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { earlierAnswer, once, undoOnce } from '../effects/effect.ts';
import { minorToJson, toMinor } from '../money/money.ts';
import { order } from '../orders/order.contract.ts';
import type { Order } from '../orders/order.contract.ts';
import { callPartner, cancelByKey } from '../partners/partner-client.ts';
import type { Partners } from '../partners/partners.ts';
import { consignment, shipment } from './freight.contract.ts';
import { insertShipment } from './store/insert-shipment.ts';
import { setShipmentState } from './store/set-shipment-state.ts';

interface Needs {
  readonly pool: Pool;
  readonly partners: Partners;
}

const type = 'freight.book';
/** Assumed where the catalogue has no weight; carriers re-weigh and invoice the difference. */
const assumedWeightGrams = 500;

/** `freight.book`: books the parcel and gets its label. `CARRIER_REFUSED` when the carrier does not take it. */
export function bookFreight(deps: Needs): CommerceActivity {
  const carrier = deps.partners.carrier;
  return defineActivity({
    type,
    input: z.object({ order }),
    run: async ({ order: subject }, call) => {
      const key = call.idempotencyKey;
      const earlier = await earlierAnswer(deps.pool, { key, activity: type });
      if (earlier !== null) return earlier;
      const answer = await callPartner(carrier, {
        method: 'POST',
        path: '/v2/consignments',
        idempotencyKey: key,
        answer: consignment,
        body: {
          reference: subject.orderId,
          service: subject.transport === 'post' ? 'POST-TRACKED' : 'EXPRESS-DDP',
          weightGrams: await weightOf(deps.pool, subject),
          sender: { site: subject.shipFrom.site, country: subject.shipFrom.country },
          recipient: subject.shipTo,
        },
      });
      if (!answer.ok) return businessError('CARRIER_REFUSED', `The carrier refused the parcel: ${answer.message}`);
      const booked = answer.value;
      const cost = { minor: toMinor(booked.price.amount, booked.price.currency), currency: booked.price.currency };
      const result = await once(deps.pool, { key, activity: type }, async (sql) => {
        await insertShipment(sql, { key, orderId: subject.orderId, consignment: booked, cost });
        return completed({
          shipment: {
            shipmentId: booked.id,
            trackingNumber: booked.trackingNumber,
            labelUrl: booked.labelUrl,
            costMinor: minorToJson(cost.minor),
            costCurrency: cost.currency,
          },
        });
      });
      if (result.kind === 'fatal') await cancelByKey(carrier, '/v2/consignments', key);
      return result;
    },
    undo: async (_given, call) => {
      const done = await undoOnce(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql, result) => {
        await setShipmentState(sql, z.object({ shipment }).parse(result).shipment.shipmentId, 'cancelled');
      });
      await cancelByKey(carrier, '/v2/consignments', call.idempotencyKey);
      return done;
    },
  });
}

async function weightOf(pool: Pool, subject: Order): Promise<number> {
  const known = await findArticles(
    pool,
    subject.lines.map((line) => line.sku),
  );
  return subject.lines.reduce(
    (sum, line) => sum + (known.get(line.sku)?.weightGrams ?? assumedWeightGrams) * line.quantity,
    0,
  );
}
