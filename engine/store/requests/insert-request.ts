import { createHash } from 'node:crypto';
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

/** Writes the row that makes a request durable, and tells the servers of it. Repeating it changes nothing. */
export async function insertRequest(db: Executor, request: NewRequest): Promise<InsertedRequest> {
  const operation = JSON.stringify(request.operation);
  const fingerprint = createHash('sha256').update(`${request.instanceKey} ${operation}`).digest('hex');
  const { id, instanceKey, tenantId, idempotencyKey, expiresAt } = request;
  const inserted = await db.query(
    `insert into silkflow.request (request_id, instance_key, tenant_id, operation, idempotency_key, fingerprint, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [id, instanceKey, tenantId, operation, idempotencyKey, fingerprint, expiresAt],
  );
  if (inserted.rowCount !== 0) {
    await db.query(`select pg_notify('silkflow_requests', $1)`, [instanceKey]);
    return { kind: 'new' };
  }
  const { rows } = await db.query<{ request_id: string; fingerprint: string }>(
    `select request_id, fingerprint from silkflow.request
     where request_id = $1 or (tenant_id = $2 and idempotency_key = $3)`,
    [id, tenantId, idempotencyKey],
  );
  const earlier = rows[0];
  if (earlier === undefined || earlier.fingerprint !== fingerprint) return { kind: 'conflict' };
  return { kind: 'repeated', id: earlier.request_id };
}
