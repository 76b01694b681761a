import type { Transaction } from '../database.ts';
import { lockCorrelations } from './lock-correlations.ts';
import { matchMessage, type StoredMessage } from './match-message.ts';

/** Why an instance did not take a message. */
export type MessageRefusal =
  /** Its row was a promise of an attempt that never reached the history, or it was closed meanwhile. */
  | 'noSubscription'
  /** The subscription stays; the message waits, or goes to another one. */
  | 'suspended';

/** The message returns to the inbox and is matched again. */
export async function messageRefused(
  tx: Transaction,
  messageKey: string,
  subscriptionKey: string,
  refusal: MessageRefusal,
): Promise<void> {
  const message = await readMessage(tx, messageKey);
  if (message === null) return;
  await lockCorrelations(tx, [message]);
  if (refusal === 'noSubscription') await closeSubscription(tx, subscriptionKey);
  const { rowCount } = await tx.query(
    `delete from silkflow.message_correlation
     where message_key = $1 and subscription_key = $2 and state = 'pending'`,
    [messageKey, subscriptionKey],
  );
  if (rowCount === 0 || message.ended) return;
  await matchMessage(tx, message);
}

async function closeSubscription(tx: Transaction, subscriptionKey: string): Promise<void> {
  await tx.query(
    `update silkflow.message_subscription set state = 'closed', updated_at = now()
     where subscription_key = $1 and state = 'open'`,
    [subscriptionKey],
  );
}

async function readMessage(
  tx: Transaction,
  messageKey: string,
): Promise<(StoredMessage & { readonly ended: boolean }) | null> {
  const { rows } = await tx.query<{
    tenant_id: string;
    name: string;
    correlation_key: string;
    variables: string;
    ended: boolean;
  }>(
    `select tenant_id, name, correlation_key, variables, state <> 'buffered' or expires_at <= now() as ended
     from silkflow.message where message_key = $1`,
    [messageKey],
  );
  const row = rows[0];
  if (row === undefined) return null;
  const { tenant_id: tenantId, correlation_key: correlationKey, name, variables, ended } = row;
  return { messageKey, tenantId, name, correlationKey, variables, ended };
}
