import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import { deliverMatch } from './deliver-match.ts';
import { lockCorrelations } from './lock-correlations.ts';

interface OpenRow {
  readonly subscription_key: string;
  readonly instance_key: string;
  readonly tenant_id: string;
  readonly process_id: string;
  readonly message_name: string;
  readonly correlation_key: string;
}

interface WaitingRow {
  readonly message_key: string;
  readonly variables: string;
}

/**
 * To be called in the transaction that wrote these rows of `message_subscription`, once for all instances of the batch
 * (the locks are taken in one order): each gets the oldest message that waits for it. Safe to repeat. A suspended instance
 * takes no message: its subscriptions are opened again when it is resumed.
 */
export async function openSubscriptions(tx: Transaction, subscriptionKeys: readonly string[]): Promise<void> {
  if (subscriptionKeys.length === 0) return;
  const { rows } = await tx.query<OpenRow>(
    prepared(
      `select subscription_key, instance_key, tenant_id, process_id, message_name, correlation_key
     from silkflow.message_subscription s where subscription_key = any($1::bigint[]) and state = 'open'
       and not exists (select 1 from silkflow.process_instance i
                       where i.instance_key = s.instance_key and i.state = 'suspended')
     order by subscription_key`,
      [subscriptionKeys],
    ),
  );
  if (rows.length === 0) return;
  await lockCorrelations(
    tx,
    rows.map((row) => ({ tenantId: row.tenant_id, name: row.message_name, correlationKey: row.correlation_key })),
  );
  for (const row of rows) await matchSubscription(tx, row);
}

async function matchSubscription(tx: Transaction, row: OpenRow): Promise<void> {
  const { rows } = await tx.query<WaitingRow>(
    prepared(
      `select m.message_key, m.variables from silkflow.message m
     where m.tenant_id = $1 and m.name = $2 and m.correlation_key = $3 and m.state = 'buffered' and m.expires_at > now()
       and not exists (select 1 from silkflow.message_correlation c
                       where c.message_key = m.message_key and c.process_id = $4)
       and not exists (select 1 from silkflow.message_correlation c
                       where c.subscription_key = $5 and c.state = 'pending')
     order by m.message_key limit 1`,
      [row.tenant_id, row.message_name, row.correlation_key, row.process_id, row.subscription_key],
    ),
  );
  const message = rows[0];
  if (message === undefined) return;
  await deliverMatch(tx, {
    messageKey: message.message_key,
    processId: row.process_id,
    instanceKey: row.instance_key,
    subscriptionKey: row.subscription_key,
    tenantId: row.tenant_id,
    variables: message.variables,
  });
}
