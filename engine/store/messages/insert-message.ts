import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';

export interface NewMessage {
  readonly messageKey: string;
  readonly tenantId: string;
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string | null;
  /** JSON text. */
  readonly variables: string;
  readonly businessId: string | null;
  /** Milliseconds; 0 = it is not buffered. */
  readonly timeToLive: number;
}

export type Inserted = { readonly kind: 'new' } | { readonly kind: 'duplicate'; readonly of: string };

/**
 * Puts a message into the inbox. One whose id, name and key are still buffered is kept as refused, so that an operator
 * sees it. The caller holds the lock of the correlation point.
 */
export async function insertMessage(tx: Transaction, message: NewMessage): Promise<Inserted> {
  const earlier = message.messageId === null ? null : await findBuffered(tx, message);
  await tx.query(
    prepared(
      `insert into silkflow.message (message_key, tenant_id, name, correlation_key, message_id, variables, business_id,
       expires_at, state, duplicate_of)
     values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8::double precision / 1000), $9, $10)`,
      [
        message.messageKey,
        message.tenantId,
        message.name,
        message.correlationKey,
        message.messageId,
        message.variables,
        message.businessId,
        message.timeToLive,
        earlier === null ? 'buffered' : 'refused',
        earlier,
      ],
    ),
  );
  return earlier === null ? { kind: 'new' } : { kind: 'duplicate', of: earlier };
}

async function findBuffered(tx: Transaction, message: NewMessage): Promise<string | null> {
  // A message whose time has passed does not block its id, though the sweep has not come by yet.
  await tx.query(
    `update silkflow.message set state = case when exists (select 1 from silkflow.message_correlation c
         where c.message_key = message.message_key) then 'correlated' else 'expired' end
     where tenant_id = $1 and name = $2 and correlation_key = $3 and message_id = $4 and state = 'buffered'
       and expires_at <= now()`,
    [message.tenantId, message.name, message.correlationKey, message.messageId],
  );
  const { rows } = await tx.query<{ message_key: string }>(
    `select message_key from silkflow.message
     where tenant_id = $1 and name = $2 and correlation_key = $3 and message_id = $4 and state = 'buffered'`,
    [message.tenantId, message.name, message.correlationKey, message.messageId],
  );
  return rows[0]?.message_key ?? null;
}
