import type { PoolClient } from 'pg';
import type { ReservationState } from './stock.contract.ts';
import { lockReservation } from './store/lock-reservation.ts';
import { moveStock } from './store/move-stock.ts';
import { setReservationState } from './store/set-reservation-state.ts';

/**
 * Takes a reservation back, whatever became of it: what is only reserved is released, what has left the site is booked as
 * returned. Returns the state it is in afterwards, null when there is no such reservation.
 */
export async function releaseReservation(sql: PoolClient, reservationId: string): Promise<ReservationState | null> {
  const reservation = await lockReservation(sql, reservationId);
  if (reservation === null) return null;
  const { site, lines, state } = reservation;
  switch (state) {
    case 'reserved':
      await moveStock(sql, { kind: 'release', reference: reservationId, site, lines });
      await setReservationState(sql, reservationId, 'released');
      return 'released';
    case 'shipped':
      await moveStock(sql, { kind: 'return', reference: reservationId, site, lines });
      await setReservationState(sql, reservationId, 'returned');
      return 'returned';
    case 'released':
    case 'returned':
      return state;
  }
}
