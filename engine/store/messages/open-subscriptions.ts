import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import { announceDeliveries, deliveryParts } from './deliver-match.ts';
import { lockSubscriptions } from './lock-correlations.ts';

/**
 * To be called in the transaction that wrote these rows of `message_subscription`, once for all instances of the batch
 * (the locks are taken in one order): each gets the oldest message that waits for it. Safe to repeat. A suspended instance
 * takes no message: its subscriptions are opened again when it is resumed. Everything is sent in one turn.
 */
export async function openSubscriptions(tx: Transaction, subscriptionKeys: readonly string[]): Promise<void> {
  if (subscriptionKeys.length === 0) return;
  await Promise.all([lockSubscriptions(tx, subscriptionKeys), matchSubscriptions(tx, subscriptionKeys)]);
}

/**
 * A process has a message once: of its subscriptions at one point the first has the oldest message, the second the next.
 * They are few, as they wait for the same key.
 */
async function matchSubscriptions(tx: Transaction, subscriptionKeys: readonly string[]): Promise<void> {
  await tx.query(
    prepared(
      `with matched as materialized (
         select m.message_key, m.variables, s.subscription_key, s.instance_key, s.process_id, s.tenant_id
         from (select *, row_number() over (partition by tenant_id, message_name, correlation_key, process_id
                                            order by subscription_key) as place
               from silkflow.message_subscription opened
               where subscription_key = any($1::bigint[]) and state = 'open'
                 and not exists (select 1 from silkflow.process_instance i
                                 where i.instance_key = opened.instance_key and i.state = 'suspended')
                 and not exists (select 1 from silkflow.message_correlation c
                                 where c.subscription_key = opened.subscription_key and c.state = 'pending')) s
         cross join lateral (
           select message_key, variables from silkflow.message waiting
           where waiting.tenant_id = s.tenant_id and waiting.name = s.message_name
             and waiting.correlation_key = s.correlation_key and waiting.state = 'buffered'
             and waiting.expires_at > now()
             and not exists (select 1 from silkflow.message_correlation c
                             where c.message_key = waiting.message_key and c.process_id = s.process_id)
           order by waiting.message_key offset s.place - 1 limit 1) m),
       ${deliveryParts(`'open'`)} ${announceDeliveries}`,
      [subscriptionKeys],
    ),
  );
}
