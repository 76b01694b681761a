import type { JsonObject } from '#engine/contracts/json.ts';
import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import type { NewRequest } from '../requests/insert-request.ts';
import { deliveryParts } from './deliver-match.ts';
import { type StartSubscription, startSubscriptions } from './find-start-subscriptions.ts';
import { type StoredMessage, takersOfMessage } from './match-message.ts';

export interface NewMessage extends StoredMessage {
  readonly messageId: string | null;
  readonly businessId: string | null;
  /** Milliseconds; 0 = it is not buffered. */
  readonly timeToLive: number;
}

export type Inserted =
  | {
      readonly kind: 'new';
      /** The requests that bring it to who waits for it. */
      readonly deliveries: readonly NewRequest[];
      /** What it may start; gatherings are not locked yet. */
      readonly starts: readonly StartSubscription[];
    }
  | { readonly kind: 'duplicate'; readonly of: string };

interface Row {
  readonly duplicate_of: string | null;
  readonly deliveries: readonly { readonly id: string; readonly instanceKey: string; readonly operation: string }[];
  readonly starts: readonly StartSubscription[];
}

/**
 * Puts a message into the inbox and leaves its deliveries to who waits for it, as `sent` to be brought by the caller at once
 * or as `open` to be announced to the servers. One whose id, name and key are still buffered is kept as refused, so that an
 * operator sees it. The caller has sent the lock of the correlation point before; everything here is sent in one turn.
 */
export async function insertMessage(tx: Transaction, message: NewMessage, state: 'open' | 'sent'): Promise<Inserted> {
  const freed = message.messageId === null ? null : freeMessageId(tx, message);
  const inserted = tx.query<Row>(prepared(insertText, valuesOf(message, state)));
  const [{ rows }] = await Promise.all([inserted, freed]);
  const [row] = rows;
  if (row === undefined) throw new Error('The inbox has not answered');
  if (row.duplicate_of !== null) return { kind: 'duplicate', of: row.duplicate_of };
  return {
    kind: 'new',
    deliveries: row.deliveries.map(({ id, instanceKey, operation }) => ({
      id,
      instanceKey,
      tenantId: message.tenantId,
      operation: JSON.parse(operation) as JsonObject,
      idempotencyKey: null,
      expiresAt: null,
    })),
    starts: row.starts,
  };
}

/** A message whose time has passed does not block its id, though the sweep has not come by yet. */
async function freeMessageId(tx: Transaction, message: NewMessage): Promise<void> {
  await tx.query(
    prepared(
      `update silkflow.message set state = case when exists (select 1 from silkflow.message_correlation c
         where c.message_key = message.message_key) then 'correlated' else 'expired' end
     where tenant_id = $1 and name = $2 and correlation_key = $3 and message_id = $4 and state = 'buffered'
       and expires_at <= now()`,
      [message.tenantId, message.name, message.correlationKey, message.messageId],
    ),
  );
}

/** A message without a time to live is not kept: it has matched, or it is over. */
const insertText = `with earlier as materialized (
    select message_key from silkflow.message
    where tenant_id = $1 and name = $2 and correlation_key = $3 and message_id = $6::text and state = 'buffered'),
  taker as (${takersOfMessage}),
  matched as materialized (select * from taker where not exists (select 1 from earlier)),
  ${deliveryParts('$9::text')},
  inserted as (
    insert into silkflow.message (message_key, tenant_id, name, correlation_key, variables, message_id, business_id,
      expires_at, state, duplicate_of)
    select $4, $1, $2, $3, $5, $6, $7::text, now() + make_interval(secs => $8::double precision / 1000),
      case when exists (select 1 from earlier) then 'refused' when $8 > 0 then 'buffered'
           when exists (select 1 from matched) then 'correlated' else 'expired' end,
      (select message_key from earlier))
  select (select message_key from earlier) as duplicate_of,
    (select coalesce(json_agg(json_build_object('id', request_id, 'instanceKey', instance_key::text,
       'operation', operation)), '[]') from delivered) as deliveries,
    (select coalesce(json_agg(s), '[]') from (
       ${startSubscriptions(`tenant_id = $1 and kind = 'message' and name = $2`)}) s) as starts,
    pg_notify('silkflow_lists', 'messages'),
    (select count(pg_notify('silkflow_requests', instance_key::text)) from delivered where $9 = 'open')`;

function valuesOf(message: NewMessage, state: 'open' | 'sent'): unknown[] {
  const { tenantId, name, correlationKey, messageKey, variables, messageId, businessId, timeToLive } = message;
  return [tenantId, name, correlationKey, messageKey, variables, messageId, businessId, timeToLive, state];
}
