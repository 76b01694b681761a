import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import { announceDeliveries, deliveryParts } from './deliver-match.ts';
import { lockSubscriptions } from './lock-correlations.ts';
import { takesMessages } from './match-message.ts';

/**
 * To be called in the transaction that wrote these rows of `message_subscription`, once for all instances of the batch
 * (the locks are taken in one order): each gets the oldest message that waits for it. Safe to repeat. A suspended instance
 * takes no message: its subscriptions are opened again when it is resumed. Everything is sent in one turn.
 */
export async function openSubscriptions(tx: Transaction, subscriptionKeys: readonly string[]): Promise<void> {
  if (subscriptionKeys.length === 0) return;
  const locked = lockSubscriptions(tx, subscriptionKeys);
  await Promise.all([locked, tx.query(prepared(matchText, [subscriptionKeys]))]);
}

/**
 * A process has a message once: of its subscriptions at one point the first has the oldest message, the second the next.
 * They are few, as they wait for the same key.
 */
const matchText = `with asked as materialized (
    select * from silkflow.message_subscription where subscription_key = any($1::bigint[])),
  opened as (
    select *, row_number() over (partition by tenant_id, message_name, correlation_key, process_id
                                 order by subscription_key) as place
    from asked where state = 'open' and ${takesMessages('asked')}),
  matched as materialized (
    select m.message_key, m.variables, o.subscription_key, o.instance_key, o.process_id, o.tenant_id
    from opened o cross join lateral (
      select message_key, variables from silkflow.message waiting
      where waiting.tenant_id = o.tenant_id and waiting.name = o.message_name
        and waiting.correlation_key = o.correlation_key and waiting.state = 'buffered' and waiting.expires_at > now()
        and (select c.state from silkflow.message_correlation c
             where c.message_key = waiting.message_key and c.process_id = o.process_id) is null
      order by waiting.message_key offset o.place - 1 limit 1) m),
  ${deliveryParts(`'open'`)} ${announceDeliveries}`;
