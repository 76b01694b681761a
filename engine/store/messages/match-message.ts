import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import { deliverMatch, type Delivery } from './deliver-match.ts';

/** A stored message while it is matched. */
export interface StoredMessage {
  readonly messageKey: string;
  readonly tenantId: string;
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: string;
}

/**
 * Brings a message to every process that waits for it: one open subscription per process id, the oldest, once for all
 * versions; those of suspended instances wait until they are resumed. The caller holds the lock of the message's correlation point.
 */
export async function matchMessage(tx: Transaction, message: StoredMessage): Promise<readonly Delivery[]> {
  const { rows } = await tx.query<{ subscription_key: string; instance_key: string; process_id: string }>(
    prepared(
      `select distinct on (s.process_id) s.subscription_key, s.instance_key, s.process_id
     from silkflow.message_subscription s
     where s.tenant_id = $1 and s.message_name = $2 and s.correlation_key = $3 and s.state = 'open'
       and not exists (select 1 from silkflow.message_correlation c
                       where c.message_key = $4 and c.process_id = s.process_id)
       and not exists (select 1 from silkflow.message_correlation c
                       where c.subscription_key = s.subscription_key and c.state = 'pending')
       and not exists (select 1 from silkflow.process_instance i
                       where i.instance_key = s.instance_key and i.state = 'suspended')
     order by s.process_id, s.subscription_key`,
      [message.tenantId, message.name, message.correlationKey, message.messageKey],
    ),
  );
  const deliveries: Delivery[] = [];
  for (const row of rows) {
    const match = {
      messageKey: message.messageKey,
      processId: row.process_id,
      instanceKey: row.instance_key,
      subscriptionKey: row.subscription_key,
      tenantId: message.tenantId,
      variables: message.variables,
    };
    deliveries.push(await deliverMatch(tx, match));
  }
  return deliveries;
}
