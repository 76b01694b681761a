import { type Database, prepared, type Transaction, transactionWithTail } from '../database.ts';
import { type FinishedRequest, finishRequests } from '../requests/finish-request.ts';
import { openSubscriptions } from './open-subscriptions.ts';

/** A message that goes to a subscription. */
export interface Correlation {
  readonly messageKey: string;
  readonly subscriptionKey: string;
}

/**
 * The instance has taken the message (Temporal's answer to its delivery, so it is in the history), and the answer is kept. A
 * subscription that stays open may have the next message now.
 */
export async function messageTaken(
  database: Database,
  correlation: Correlation,
  delivery: FinishedRequest,
): Promise<void> {
  if (await takenAtOnce(database, correlation, delivery)) return;
  await transactionWithTail(database, (tx) =>
    Promise.resolve({
      result: undefined,
      tail: [
        finishRequests(tx, [delivery]),
        markTaken(tx, correlation),
        openSubscriptions(tx, [correlation.subscriptionKey]),
      ],
    }),
  );
}

/**
 * The usual case in one statement: the subscription is closed, which the history confirms, so it has no next message. Answers
 * false when it is not; then nothing has happened.
 */
async function takenAtOnce(
  { pool }: Database,
  { messageKey, subscriptionKey }: Correlation,
  { answer, announced }: FinishedRequest,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    prepared(
      `with closed as materialized (
         select 1 where (select state from silkflow.message_subscription where subscription_key = $2)
           is distinct from 'open'),
       finished as (
         update silkflow.request set state = 'done', answer = $4, updated_at = now()
         where request_id = $3 and state not in ('done', 'refused', 'withdrawn') and exists (select 1 from closed)
         returning request_id),
       taken as (
         update silkflow.message_correlation set state = 'taken' from finished
         where message_key = $1 and subscription_key = $2)
       select case when $5::boolean then pg_notify('silkflow_answers', $3) end from closed`,
      [messageKey, subscriptionKey, answer.id, JSON.stringify(answer), announced],
    ),
  );
  return rowCount !== 0;
}

async function markTaken(tx: Transaction, { messageKey, subscriptionKey }: Correlation): Promise<void> {
  await tx.query(
    prepared(
      `update silkflow.message_correlation set state = 'taken' where message_key = $1 and subscription_key = $2`,
      [messageKey, subscriptionKey],
    ),
  );
}
