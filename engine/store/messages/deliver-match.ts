import { insertRequest, type NewRequest } from '../requests/insert-request.ts';
import { prepared } from '../database.ts';
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

/** A match on its way. */
export interface Delivery extends Match {
  /** The request that brings it to the instance. */
  readonly requestId: string;
}

/** Records that a message goes to a subscription and leaves its delivery as a request to the instance. */
export async function deliverMatch(tx: Transaction, match: Match): Promise<Delivery> {
  await tx.query(
    prepared(
      `insert into silkflow.message_correlation (message_key, process_id, instance_key, subscription_key, state)
     values ($1, $2, $3, $4, 'pending')`,
      [match.messageKey, match.processId, match.instanceKey, match.subscriptionKey],
    ),
  );
  return { ...match, requestId: await writeRequest(tx, match) };
}

/**
 * An instance answers an id once. What it refused while it was suspended is brought again under another id, so every try
 * has its number.
 */
async function writeRequest(tx: Transaction, match: Match): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const id = correlationRequestId(match, attempt);
    const inserted = await insertRequest(tx, { ...requestOf(match), id });
    if (inserted.kind === 'new') return id;
  }
}

function requestOf(match: Match): Omit<NewRequest, 'id'> {
  return {
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
  };
}

/** Id of the request that brings a message to a subscription; attempts count from 1. */
function correlationRequestId({ messageKey, subscriptionKey }: Match, attempt: number): string {
  const first = `message-${messageKey}-${subscriptionKey}`;
  return attempt === 1 ? first : `${first}-${attempt}`;
}

export function parseCorrelationRequestId(id: string): { messageKey: string; subscriptionKey: string } | null {
  const [, messageKey, subscriptionKey] = /^message-(\d+)-(\d+)(?:-\d+)?$/.exec(id) ?? [];
  return messageKey === undefined || subscriptionKey === undefined ? null : { messageKey, subscriptionKey };
}
