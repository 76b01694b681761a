import type { PoolClient } from 'pg';
import type { ReservationState } from '../stock.contract.ts';

export async function setReservationState(
  sql: PoolClient,
  reservationId: string,
  state: ReservationState,
): Promise<void> {
  await sql.query('update commerce.stock_reservation set state = $2, changed_at = now() where reservation_id = $1', [
    reservationId,
    state,
  ]);
}
