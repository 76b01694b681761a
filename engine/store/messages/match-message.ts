import type { Transaction } from '../database.ts';
import { deliverMatch, type Match } from './deliver-match.ts';

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
 * versions. The caller holds the lock of the message's correlation point.
 */
export async function matchMessage(tx: Transaction, message: StoredMessage): Promise<readonly Match[]> {
  const { rows } = await tx.query<{ subscription_key: string; instance_key: string; process_id: string }>(
    `select distinct on (s.process_id) s.subscription_key, s.instance_key, s.process_id
     from silkflow.message_subscription s
     where s.tenant_id = $1 and s.message_name = $2 and s.correlation_key = $3 and s.state = 'open'
       and not exists (select 1 from silkflow.message_correlation c
                       where c.message_key = $4 and c.process_id = s.process_id)
       and not exists (select 1 from silkflow.message_correlation c
                       where c.subscription_key = s.subscription_key and c.state = 'pending')
     order by s.process_id, s.subscription_key`,
    [message.tenantId, message.name, message.correlationKey, message.messageKey],
  );
  const matches = rows.map((row): Match => ({
    messageKey: message.messageKey,
    processId: row.process_id,
    instanceKey: row.instance_key,
    subscriptionKey: row.subscription_key,
    tenantId: message.tenantId,
    variables: message.variables,
  }));
  for (const match of matches) await deliverMatch(tx, match);
  return matches;
}
