import type { JsonObject } from '#engine/contracts/json.ts';
import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import type { NewRequest } from '../requests/insert-request.ts';
import { deliveryParts, firstAttempt } from './deliver-match.ts';
import { type StartSubscription, startSubscriptions } from './find-start-subscriptions.ts';
import { type StoredMessage, takersOfMessage } from './match-message.ts';

export interface NewMessage extends StoredMessage {
  readonly messageId: string | null;
  readonly businessId: string | null;
  /** Milliseconds; 0 = it is not buffered. */
  readonly timeToLive: number;
}

/** What becomes of a message that is no duplicate. */
export type MessageState = 'buffered' | 'correlated' | 'expired';

export type Inserted =
  | {
      readonly kind: 'new';
      /** As far as it is known: what it starts comes later. */
      readonly state: MessageState;
      /** The requests that bring it to who waits for it. */
      readonly deliveries: readonly NewRequest[];
      /** What it may start; gatherings are not locked yet. */
      readonly starts: readonly StartSubscription[];
    }
  | { readonly kind: 'duplicate' };

interface Row {
  /** Null = its id, name and key are still buffered. */
  readonly state: MessageState | null;
  readonly deliveries: readonly { readonly id: string; readonly instanceKey: string; readonly operation: string }[];
  readonly starts: readonly StartSubscription[];
}

/**
 * Puts a message into the inbox and leaves its deliveries to who waits for it, as `sent` to be brought by the caller at once
 * or as `open` to be announced to the servers. One whose id, name and key are still buffered is kept as refused, so that an
 * operator sees it. The caller has sent the lock of the correlation point before; everything here is sent in one turn.
 */
export async function insertMessage(tx: Transaction, message: NewMessage, state: 'open' | 'sent'): Promise<Inserted> {
  const hasId = message.messageId !== null;
  const freed = hasId ? freeMessageId(tx, message) : null;
  const inserted = tx.query<Row>(prepared(hasId ? insertOnce : insertAlways, [...valuesOf(message), state]));
  const [{ rows }] = await Promise.all([inserted, freed]);
  const [row] = rows;
  if (row === undefined || row.state === null) {
    await insertRefused(tx, message);
    return { kind: 'duplicate' };
  }
  const { tenantId } = message;
  const deliveries = row.deliveries.map(({ id, instanceKey, operation: text }) => {
    const operation = JSON.parse(text) as JsonObject;
    return { id, instanceKey, tenantId, operation, idempotencyKey: null, expiresAt: null };
  });
  return { kind: 'new', state: row.state, deliveries, starts: row.starts };
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

const columns = `message_key, tenant_id, name, correlation_key, variables, message_id, business_id, expires_at`;

function valuesOf(message: NewMessage): unknown[] {
  const { tenantId, name, correlationKey, messageKey, variables, messageId, businessId, timeToLive } = message;
  return [tenantId, name, correlationKey, messageKey, variables, messageId, businessId, timeToLive];
}

const values = `$4::bigint, $1::text, $2::text, $3::text, $5::text, $6::text, $7::text,
      now() + make_interval(secs => $8::double precision / 1000)`;

/** Of a message without a time to live: it is not kept, but has matched, or is over. */
const unkept = `case when $8 > 0 then 'buffered' when exists (select 1 from taker) then 'correlated' else 'expired' end`;

const insertAlways = insertText(unkept, '');
// By the index of the ids that are buffered: a query for one may be planned to read all messages that are.
const insertOnce = insertText(
  `'buffered'`,
  `on conflict (tenant_id, name, correlation_key, message_id) where message_id is not null and state = 'buffered'
    do nothing`,
);

function insertText(state: string, onConflict: string): string {
  return `with taker as (${takersOfMessage}),
  inserted as (
    insert into silkflow.message (${columns}, state) select ${values}, ${state} ${onConflict} returning state),
  matched as materialized (select * from taker where exists (select 1 from inserted)),
  ${deliveryParts('$9::text', firstAttempt)}
  select (select state from inserted),
    (select coalesce(json_agg(json_build_object('id', request_id, 'instanceKey', instance_key::text,
       'operation', operation)), '[]') from delivered) as deliveries,
    (select coalesce(json_agg(s), '[]') from (
       ${startSubscriptions(`tenant_id = $1 and kind = 'message' and name = $2`)}) s) as starts,
    pg_notify('silkflow_lists', 'messages'),
    (select count(pg_notify('silkflow_requests', instance_key::text)) from delivered where $9 = 'open')`;
}

async function insertRefused(tx: Transaction, message: NewMessage): Promise<void> {
  await tx.query(
    `insert into silkflow.message (${columns}, state, duplicate_of) select ${values}, 'refused',
       (select message_key from silkflow.message
        where tenant_id = $1 and name = $2 and correlation_key = $3 and message_id = $6 and state = 'buffered')`,
    valuesOf(message),
  );
}
