import type { Executor } from '../database.ts';

export interface InstanceState {
  readonly instanceKey: string;
  readonly tenantId: string;
  readonly processDefinitionKey: string;
  readonly processId: string;
  readonly version: number;
  readonly definitionHash: string;
  readonly state: 'starting' | 'active' | 'suspended' | 'completed' | 'terminated';
  readonly businessId: string | null;
  /** The instance that called it; null for a root. */
  readonly parentKey: string | null;
  readonly tags: readonly string[];
  /** JSON text of the result variables; null while it runs, and after a termination. */
  readonly result: string | null;
}

export async function findInstance(db: Executor, instanceKey: string): Promise<InstanceState | null> {
  const { rows } = await db.query<{
    instance_key: string;
    tenant_id: string;
    process_definition_key: string;
    process_id: string;
    version: number;
    definition_hash: string;
    state: InstanceState['state'];
    business_id: string | null;
    parent_key: string | null;
    tags: string[];
    result: string | null;
  }>(
    `select instance_key, tenant_id, process_definition_key, process_id, version, definition_hash, state, business_id,
       parent_key, tags, result
     from silkflow.process_instance where instance_key = $1`,
    [instanceKey],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    instanceKey: row.instance_key,
    tenantId: row.tenant_id,
    processDefinitionKey: row.process_definition_key,
    processId: row.process_id,
    version: row.version,
    definitionHash: row.definition_hash,
    state: row.state,
    businessId: row.business_id,
    parentKey: row.parent_key,
    tags: row.tags,
    result: row.result,
  };
}

export function hasEnded(instance: Pick<InstanceState, 'state'>): boolean {
  return instance.state === 'completed' || instance.state === 'terminated';
}
