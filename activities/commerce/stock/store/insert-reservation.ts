import type { PoolClient } from 'pg';
import type { Reservation } from '../stock.contract.ts';

export async function insertReservation(sql: PoolClient, reservation: Reservation, key: string): Promise<void> {
  await sql.query(
    `insert into commerce.stock_reservation (reservation_id, idempotency_key, order_id, site, state, lines)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      reservation.reservationId,
      key,
      reservation.orderId,
      reservation.site,
      reservation.state,
      JSON.stringify(reservation.lines),
    ],
  );
}
