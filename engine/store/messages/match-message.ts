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
       and (select c.state from silkflow.message_correlation c
            where c.message_key = $4 and c.process_id = s.process_id) is null
       and ${takesMessages('s')}
     order by s.process_id, s.subscription_key`;

/**
 * SQL for whether a subscription may have a message now: none is on its way to it, and its instance is not suspended. By
 * subqueries, each of one row by its key: `not exists` became a join, which read all that is pending or suspended.
 */
export function takesMessages(subscription: string): string {
  return `(select c.state from silkflow.message_correlation c
            where c.subscription_key = ${subscription}.subscription_key and c.state = 'pending') is null
       and (select i.state from silkflow.process_instance i
            where i.instance_key = ${subscription}.instance_key) is distinct from 'suspended'`;
}

/** Brings a message that is in the inbox to who waits for it now. The caller holds the lock of its correlation point. */
export async function matchMessage(tx: Transaction, message: StoredMessage): Promise<void> {
  const { tenantId, name, correlationKey, messageKey, variables } = message;
  await tx.query(prepared(matchText, [tenantId, name, correlationKey, messageKey, variables]));
}

const matchText = `with matched as materialized (${takersOfMessage}), ${deliveryParts(`'open'`)} ${announceDeliveries}`;
