import type { Pool } from 'pg';
import { z } from 'zod';
import { completed, fatal } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { once } from '../effects/effect.ts';
import { releaseReservation } from './release.ts';
import { lockReservation } from './store/lock-reservation.ts';
import { moveStock } from './store/move-stock.ts';
import { setReservationState } from './store/set-reservation-state.ts';

const input = z.object({ reservation: z.object({ reservationId: z.string() }) });

/** `stock.release`: the compensation of `stock.reserve`. What has left the site comes back as returned goods. */
export function releaseStock(deps: { readonly pool: Pool }): CommerceActivity {
  const type = 'stock.release';
  return defineActivity({
    type,
    input,
    run: ({ reservation }, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        const state = await releaseReservation(sql, reservation.reservationId);
        return state === null
          ? fatal(`Reservation ${reservation.reservationId} is not known.`)
          : completed({ reservationState: state });
      }),
  });
}

/** `stock.ship`: goods issue; on hand and reserved fall together. */
export function shipStock(deps: { readonly pool: Pool }): CommerceActivity {
  const type = 'stock.ship';
  return defineActivity({
    type,
    input,
    run: ({ reservation: { reservationId } }, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        const reservation = await lockReservation(sql, reservationId);
        if (reservation === null) return fatal(`Reservation ${reservationId} is not known.`);
        const { site, lines, state } = reservation;
        if (state !== 'reserved') return fatal(`Reservation ${reservationId} is ${state} and cannot be shipped.`);
        await moveStock(sql, { kind: 'ship', reference: reservationId, site, lines });
        await setReservationState(sql, reservationId, 'shipped');
        return completed({ reservationState: 'shipped' });
      }),
  });
}
