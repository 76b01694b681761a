import type { StartArguments } from '#engine/contracts/wire/process-instance.ts';
import { prepared } from '../database.ts';
import type { Executor } from '../database.ts';

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

/** Writes the start and the instance's row, before there is a workflow, in one statement. */
export async function insertStart(db: Executor, start: NewStart): Promise<InsertedStart> {
  const { key, processDefinitionKey, processId, version, tenantId, businessId, root, parent } = start.arguments;
  const { definitionHash, idempotencyKey } = start;
  const inserted = await db.query(
    prepared(
      `with fresh as (
         insert into silkflow.start_request (instance_key, tenant_id, idempotency_key, process_definition_key, body)
         values ($1, $2, $3, $4, $5) on conflict (tenant_id, idempotency_key) do nothing returning instance_key)
       insert into silkflow.process_instance (instance_key, tenant_id, process_definition_key, definition_hash, process_id,
         version, state, business_id, root_key, parent_key, parent_element_instance_key, started_at, tags)
       select instance_key, $2, $4, $6::text, $7::text, $8::integer, 'starting', $9::text, $10::bigint, $11::bigint, $12::bigint,
         now(), $13::text[] from fresh`,
      [
        key,
        tenantId,
        idempotencyKey,
        processDefinitionKey,
        JSON.stringify({ definition: definitionHash, arguments: start.arguments }),
        definitionHash,
        processId,
        version,
        businessId,
        root,
        parent?.instance ?? null,
        parent?.elementInstance ?? null,
        start.tags,
      ],
    ),
  );
  if (inserted.rowCount !== 0) return { kind: 'new' };
  const { rows } = await db.query<{ instance_key: string }>(
    'select instance_key from silkflow.start_request where tenant_id = $1 and idempotency_key = $2',
    [tenantId, idempotencyKey],
  );
  return { kind: 'repeated', instanceKey: rows[0]?.instance_key ?? key };
}
