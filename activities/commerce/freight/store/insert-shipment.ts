import type { PoolClient } from 'pg';
import type { Money } from '../../money/money.ts';
import type { Consignment } from '../freight.contract.ts';

export async function insertShipment(
  sql: PoolClient,
  booking: { readonly key: string; readonly orderId: string; readonly consignment: Consignment; readonly cost: Money },
): Promise<void> {
  const { key, orderId, consignment, cost } = booking;
  await sql.query(
    `insert into commerce.shipment
       (shipment_id, booking_key, order_id, service, tracking_number, cost_minor, cost_currency, state)
     values ($1, $2, $3, $4, $5, $6, $7, 'booked') on conflict (booking_key) do nothing`,
    [
      consignment.id,
      key,
      orderId,
      consignment.service,
      consignment.trackingNumber,
      cost.minor.toString(),
      cost.currency,
    ],
  );
}
