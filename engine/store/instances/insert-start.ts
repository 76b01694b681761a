import type { StartArguments } from '#engine/contracts/wire/process-instance.ts';
import type { Transaction } from '../database.ts';

export interface NewStart {
  readonly arguments: StartArguments;
  readonly definitionHash: string;
  readonly idempotencyKey: string | null;
  readonly tags: readonly string[];
}

export type InsertedStart =
  | { readonly kind: 'new' }
  /** The idempotency key was used before: the instance that it started then. */
  | { readonly kind: 'repeated'; readonly instanceKey: string };

/** Writes the start and the instance's row, before there is a workflow. */
export async function insertStart(tx: Transaction, start: NewStart): Promise<InsertedStart> {
  const { key, processDefinitionKey, processId, version, tenantId, businessId, root, parent } = start.arguments;
  const inserted = await tx.query(
    `insert into silkflow.start_request (instance_key, tenant_id, idempotency_key, process_definition_key, body)
     values ($1, $2, $3, $4, $5) on conflict (tenant_id, idempotency_key) do nothing`,
    [
      key,
      tenantId,
      start.idempotencyKey,
      processDefinitionKey,
      JSON.stringify({ definition: start.definitionHash, arguments: start.arguments }),
    ],
  );
  if (inserted.rowCount === 0) {
    const { rows } = await tx.query<{ instance_key: string }>(
      'select instance_key from silkflow.start_request where tenant_id = $1 and idempotency_key = $2',
      [tenantId, start.idempotencyKey],
    );
    return { kind: 'repeated', instanceKey: rows[0]?.instance_key ?? key };
  }
  await tx.query(
    `insert into silkflow.process_instance (instance_key, tenant_id, process_definition_key, definition_hash, process_id,
       version, state, business_id, root_key, parent_key, parent_element_instance_key, started_at, tags)
     values ($1, $2, $3, $4, $5, $6, 'starting', $7, $8, $9, $10, now(), $11)`,
    [
      key,
      tenantId,
      processDefinitionKey,
      start.definitionHash,
      processId,
      version,
      businessId,
      root,
      parent?.instance ?? null,
      parent?.elementInstance ?? null,
      start.tags,
    ],
  );
  return { kind: 'new' };
}
