import type { PoolClient } from 'pg';
import type { Reservation } from '../stock.contract.ts';

export async function lockReservation(sql: PoolClient, reservationId: string): Promise<Reservation | null> {
  const { rows } = await sql.query<Reservation>(
    `select reservation_id as "reservationId", order_id as "orderId", site, state, lines
     from commerce.stock_reservation where reservation_id = $1 for update`,
    [reservationId],
  );
  return rows[0] ?? null;
}
