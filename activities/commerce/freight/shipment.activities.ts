import type { Pool } from 'pg';
import { z } from 'zod';
import { completed, fatal } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { earlierAnswer, once } from '../effects/effect.ts';
import type { PublishMessage } from '../messages/message-publisher.ts';
import { callPartner } from '../partners/partner-client.ts';
import type { Partners } from '../partners/partners.ts';
import { parcelCollectedMessage } from '../webhooks.ts';
import { consignment, shipment } from './freight.contract.ts';
import { setShipmentState } from './store/set-shipment-state.ts';

interface Needs {
  readonly pool: Pool;
  readonly partners: Partners;
}

const input = z.object({ shipment });

function pathOf(shipmentId: string): string {
  return `/v2/consignments/${encodeURIComponent(shipmentId)}`;
}

/** `freight.hand-over`: tells the carrier that the parcel is ready; its first scan comes back by webhook. */
export function handOver(deps: Needs): CommerceActivity {
  const type = 'freight.hand-over';
  return defineActivity({
    type,
    input,
    run: async ({ shipment: { shipmentId } }, call) => {
      const key = call.idempotencyKey;
      const earlier = await earlierAnswer(deps.pool, { key, activity: type });
      if (earlier !== null) return earlier;
      const answer = await callPartner(deps.partners.carrier, {
        method: 'POST',
        path: `${pathOf(shipmentId)}/hand-over`,
        body: {},
        idempotencyKey: key,
        answer: consignment,
      });
      if (!answer.ok) return fatal(`Hand-over of ${shipmentId} was refused (${answer.code}): ${answer.message}`);
      return once(deps.pool, { key, activity: type }, async (sql) => {
        await setShipmentState(sql, shipmentId, 'handed-over');
        return completed();
      });
    },
  });
}

/** `freight.cancel`: the compensation of `freight.book`: cancels a booking, recalls a parcel that is on its way. */
export function cancelFreight(deps: Needs): CommerceActivity {
  const type = 'freight.cancel';
  return defineActivity({
    type,
    input,
    run: async ({ shipment: { shipmentId } }, call) => {
      const key = call.idempotencyKey;
      const earlier = await earlierAnswer(deps.pool, { key, activity: type });
      if (earlier !== null) return earlier;
      const answer = await callPartner(deps.partners.carrier, {
        method: 'POST',
        path: `${pathOf(shipmentId)}/cancel`,
        body: {},
        idempotencyKey: key,
        answer: consignment,
      });
      if (!answer.ok) return fatal(`Cancellation of ${shipmentId} was refused (${answer.code}): ${answer.message}`);
      const state = answer.value.status === 'recalled' ? 'recalled' : 'cancelled';
      return once(deps.pool, { key, activity: type }, async (sql) => {
        await setShipmentState(sql, shipmentId, state);
        return completed({ shipmentState: state });
      });
    },
  });
}

/**
 * `freight.poll`: asks by ourselves when the carrier's webhook stays away. A parcel that was collected is told to the
 * process by the very message that the webhook would have brought.
 */
export function pollFreight(deps: Needs & { readonly publish: PublishMessage }): CommerceActivity {
  return defineActivity({
    type: 'freight.poll',
    input: input.extend({ orderId: z.string() }),
    run: async ({ orderId, shipment: { shipmentId } }) => {
      const answer = await callPartner(deps.partners.carrier, {
        method: 'GET',
        path: pathOf(shipmentId),
        answer: consignment,
      });
      if (!answer.ok) return fatal(`The carrier does not know ${shipmentId} (${answer.code}): ${answer.message}`);
      if (answer.value.status === 'collected') {
        await deps.publish(parcelCollectedMessage({ reference: orderId, consignmentId: shipmentId }));
      }
      return completed({ carrierStatus: answer.value.status });
    },
  });
}
