import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import { announceDeliveries, deliveryParts } from './deliver-match.ts';

/** A stored message while it is matched. */
export interface StoredMessage {
  readonly messageKey: string;
  readonly tenantId: string;
  readonly name: string;
  readonly correlationKey: string;
  /** JSON text. */
  readonly variables: string;
}

/**
 * SQL for where a message goes (`matched` of `deliveryParts`): to every process that waits for it, one open subscription
 * per process id, the oldest, once for all versions; those of suspended instances wait until they are resumed. Its
 * parameters are the first five of the statement: tenant, name, correlation key, message key, variables.
 */
export const takersOfMessage = `select distinct on (s.process_id) $4::bigint as message_key, $5::text as variables,
       s.subscription_key, s.instance_key, s.process_id, s.tenant_id
     from silkflow.message_subscription s
     where s.tenant_id = $1 and s.message_name = $2 and s.correlation_key = $3 and s.state = 'open'
       and not exists (select 1 from silkflow.message_correlation c
                       where c.message_key = $4 and c.process_id = s.process_id)
       and not exists (select 1 from silkflow.message_correlation c
                       where c.subscription_key = s.subscription_key and c.state = 'pending')
       and not exists (select 1 from silkflow.process_instance i
                       where i.instance_key = s.instance_key and i.state = 'suspended')
     order by s.process_id, s.subscription_key`;

/** Brings a message that is in the inbox to who waits for it now. The caller holds the lock of its correlation point. */
export async function matchMessage(tx: Transaction, message: StoredMessage): Promise<void> {
  await tx.query(
    prepared(`with matched as materialized (${takersOfMessage}), ${deliveryParts(`'open'`)} ${announceDeliveries}`, [
      message.tenantId,
      message.name,
      message.correlationKey,
      message.messageKey,
      message.variables,
    ]),
  );
}
