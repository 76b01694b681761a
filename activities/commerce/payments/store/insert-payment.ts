import type { PoolClient } from 'pg';
import type { Money } from '../../money/money.ts';

export async function insertPayment(
  sql: PoolClient,
  payment: {
    readonly authorizationId: string;
    readonly holdKey: string;
    readonly orderId: string;
    readonly amount: Money;
  },
): Promise<void> {
  await sql.query(
    `insert into commerce.payment (authorization_id, hold_key, order_id, currency, amount_minor, state)
     values ($1, $2, $3, $4, $5, 'held') on conflict (hold_key) do nothing`,
    [
      payment.authorizationId,
      payment.holdKey,
      payment.orderId,
      payment.amount.currency,
      payment.amount.minor.toString(),
    ],
  );
}
