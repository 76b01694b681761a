import type { PoolClient } from 'pg';
import type { PaymentState } from '../payment.contract.ts';

/** `captureKey` is kept with the state `captured`, so that a second capture under another key cannot be recorded. */
export async function setPaymentState(
  sql: PoolClient,
  authorizationId: string,
  state: PaymentState,
  captureKey: string | null = null,
): Promise<void> {
  await sql.query(
    `update commerce.payment set state = $2, capture_key = coalesce(capture_key, $3),
       captured_at = case when $2 = 'captured' then coalesce(captured_at, now()) else captured_at end, changed_at = now()
     where authorization_id = $1`,
    [authorizationId, state, captureKey],
  );
}
