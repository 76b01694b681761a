import { insertRequest } from '../requests/insert-request.ts';
import type { Transaction } from '../database.ts';

export interface Match {
  readonly messageKey: string;
  readonly processId: string;
  readonly instanceKey: string;
  readonly subscriptionKey: string;
  readonly tenantId: string;
  /** JSON text of the message's variables. */
  readonly variables: string;
}

/** Records that a message goes to a subscription and leaves its delivery as a request to the instance. */
export async function deliverMatch(tx: Transaction, match: Match): Promise<void> {
  await tx.query(
    `insert into silkflow.message_correlation (message_key, process_id, instance_key, subscription_key, state)
     values ($1, $2, $3, $4, 'pending')`,
    [match.messageKey, match.processId, match.instanceKey, match.subscriptionKey],
  );
  await insertRequest(tx, {
    id: correlationRequestId(match.messageKey, match.subscriptionKey),
    instanceKey: match.instanceKey,
    tenantId: match.tenantId,
    operation: {
      type: 'correlateMessage',
      subscription: match.subscriptionKey,
      messageKey: match.messageKey,
      variables: JSON.parse(match.variables),
    },
    idempotencyKey: null,
    expiresAt: null,
  });
}

/** Id of the request that brings a message to a subscription. */
export function correlationRequestId(messageKey: string, subscriptionKey: string): string {
  return `message-${messageKey}-${subscriptionKey}`;
}

export function parseCorrelationRequestId(id: string): { messageKey: string; subscriptionKey: string } | null {
  const [, messageKey, subscriptionKey] = /^message-(\d+)-(\d+)$/.exec(id) ?? [];
  return messageKey === undefined || subscriptionKey === undefined ? null : { messageKey, subscriptionKey };
}
