import { createHash } from 'node:crypto';
import { prepared } from '../database.ts';
import type { Executor } from '../database.ts';

export interface NewRequest {
  readonly id: string;
  readonly instanceKey: string;
  readonly tenantId: string;
  /** An `Operation` of the kernel: plain JSON. */
  readonly operation: object;
  readonly idempotencyKey: string | null;
  /** Null = it waits until the instance answers. */
  readonly expiresAt: Date | null;
}

export type InsertedRequest =
  | { readonly kind: 'new' }
  /** The same idempotency key and the same request. */
  | { readonly kind: 'repeated'; readonly id: string }
  /** The same idempotency key, another request. */
  | { readonly kind: 'conflict' };

/**
 * Writes the row that makes a request durable. `open`: whoever hears of it brings it to the instance, and the servers are
 * told; `sent`: the caller brings it itself, at once. Repeating it changes nothing.
 */
export async function insertRequest(
  db: Executor,
  request: NewRequest,
  state: 'open' | 'sent' = 'open',
): Promise<InsertedRequest> {
  const operation = JSON.stringify(request.operation);
  const fingerprint = createHash('sha256').update(`${request.instanceKey} ${operation}`).digest('hex');
  const { id, instanceKey, tenantId, idempotencyKey, expiresAt } = request;
  const inserted = await db.query(
    prepared(
      `with fresh as (
         insert into silkflow.request
           (request_id, instance_key, tenant_id, operation, idempotency_key, fingerprint, expires_at, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
         returning instance_key, state)
       select case when state = 'open' then pg_notify('silkflow_requests', instance_key::text) end from fresh`,
      [id, instanceKey, tenantId, operation, idempotencyKey, fingerprint, expiresAt, state],
    ),
  );
  if (inserted.rowCount !== 0) return { kind: 'new' };
  const { rows } = await db.query<{ request_id: string; fingerprint: string }>(
    `select request_id, fingerprint from silkflow.request
     where request_id = $1 or (tenant_id = $2 and idempotency_key = $3)`,
    [id, tenantId, idempotencyKey],
  );
  const earlier = rows[0];
  if (earlier === undefined || earlier.fingerprint !== fingerprint) return { kind: 'conflict' };
  return { kind: 'repeated', id: earlier.request_id };
}
