import type { PoolClient } from 'pg';
import type { ShipmentState } from '../freight.contract.ts';

export async function setShipmentState(sql: PoolClient, shipmentId: string, state: ShipmentState): Promise<void> {
  await sql.query('update commerce.shipment set state = $2, changed_at = now() where shipment_id = $1', [
    shipmentId,
    state,
  ]);
}
