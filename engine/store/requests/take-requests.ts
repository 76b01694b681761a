import type { JsonObject } from '#engine/contracts/json.ts';
import { prepared } from '../database.ts';
import type { Executor } from '../database.ts';

/** At most this many requests of one instance travel together: Temporal allows 10 updates in flight. */
export const requestsPerUpdate = 8;

/** Rows that a server has sent and not settled for this long are sent again by whoever comes by. */
export const resendAfterSeconds = 15;

/**
 * So long after its expiry a caller that lives has withdrawn its request. One that is still there lost its server, which
 * died in between: it is brought without an expiry, and so can be withdrawn no more.
 */
const abandonedAfterSeconds = 5;

export interface TakenRequest {
  readonly id: string;
  readonly tenantId: string;
  readonly operation: JsonObject;
  readonly expiresAt: Date | null;
}

/**
 * Marks the oldest open requests of an instance as sent, this server's for the next seconds. Leaves those alone that have
 * expired a moment ago: they are about to be withdrawn, or found abandoned.
 */
export async function takeRequests(db: Executor, instanceKey: string): Promise<readonly TakenRequest[]> {
  const { rows } = await db.query<{
    request_id: string;
    tenant_id: string;
    operation: string;
    expires_at: Date | null;
  }>(
    prepared(
      `update silkflow.request set state = 'sent', updated_at = now(),
       expires_at = case when expires_at > now() then expires_at end
     where request_id in (
       select request_id from silkflow.request
       where instance_key = $1
         and (state = 'open' or (state = 'sent' and updated_at < now() - make_interval(secs => $2)))
         and (expires_at is null or expires_at > now() or expires_at < now() - make_interval(secs => $4))
       order by created_at, request_id limit $3 for update skip locked)
     returning request_id, tenant_id, operation, expires_at, created_at`,
      [instanceKey, resendAfterSeconds, requestsPerUpdate, abandonedAfterSeconds],
    ),
  );
  return rows.map((row) => ({
    id: row.request_id,
    tenantId: row.tenant_id,
    operation: JSON.parse(row.operation) as JsonObject,
    expiresAt: row.expires_at,
  }));
}

/** Lets requests that could not be brought to the instance be taken again. */
export async function putBackRequests(db: Executor, ids: readonly string[]): Promise<void> {
  await db.query(
    `update silkflow.request set state = 'open', updated_at = now() where request_id = any($1) and state = 'sent'`,
    [ids],
  );
}

/** Instances with requests that nobody is bringing to them. */
export async function findInstancesWithOpenRequests(db: Executor): Promise<readonly string[]> {
  const { rows } = await db.query<{ instance_key: string }>(
    `select distinct instance_key from silkflow.request
     where (state = 'open' and updated_at < now() - interval '1 second')
        or (state = 'sent' and updated_at < now() - make_interval(secs => $1)) limit 500`,
    [resendAfterSeconds],
  );
  return rows.map((row) => row.instance_key);
}
