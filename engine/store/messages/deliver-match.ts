/**
 * Parts of a statement that record where messages go and leave their deliveries as requests to the instances. It has a part
 * `matched` before them, a row a match: message_key, variables (JSON text), subscription_key, instance_key, process_id,
 * tenant_id. `state` and `attempt` are SQL for those of the requests; `delivered` has their request_id, instance_key and
 * operation.
 */
export function deliveryParts(state: string, attempt = freeAttempt): string {
  return `correlated as (
      insert into silkflow.message_correlation (message_key, process_id, instance_key, subscription_key, state)
      select message_key, process_id, instance_key, subscription_key, 'pending' from matched),
    delivered as (
      insert into silkflow.request (request_id, instance_key, tenant_id, operation, state)
      select ${requestId(attempt)}, instance_key, tenant_id, ${operation}, ${state} from matched
      returning request_id, instance_key, operation)`;
}

/** Tells the servers of each delivery. */
export const announceDeliveries = `select pg_notify('silkflow_requests', instance_key::text) from delivered`;

/** JSON text of the kernel's operation, whose variables are JSON text already. */
const operation = `'{"type":"correlateMessage","subscription":"' || subscription_key
        || '","messageKey":"' || message_key || '","variables":' || variables || '}'`;

/** Of a message that was nowhere before. */
export const firstAttempt = '1';

/**
 * An instance answers an id once. What it refused while it was suspended is brought again under another id, so every try
 * has its number, from 1.
 */
const freeAttempt = `(with recursive tried as (
          select 1 as attempt
          union all
          select attempt + 1 from tried
          where exists (select 1 from silkflow.request r where r.request_id = ${requestId('tried.attempt')}))
        select max(attempt) from tried)`;

/** Id of the request that brings a message to a subscription. */
function requestId(attempt: string): string {
  return `'message-' || message_key || '-' || subscription_key || coalesce('-' || nullif(${attempt}, 1), '')`;
}

export function parseCorrelationRequestId(id: string): { messageKey: string; subscriptionKey: string } | null {
  const [, messageKey, subscriptionKey] = /^message-(\d+)-(\d+)(?:-\d+)?$/.exec(id) ?? [];
  return messageKey === undefined || subscriptionKey === undefined ? null : { messageKey, subscriptionKey };
}
