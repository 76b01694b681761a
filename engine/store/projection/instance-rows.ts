import type { Fence, InstanceIdentity } from '#engine/contracts/wire/process-instance.ts';
import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';

/** What the projection knows of an instance when its row is locked. */
export interface LockedInstance {
  readonly key: string;
  readonly tenantId: string;
  readonly definition: string;
  readonly processDefinitionKey: string;
  readonly processId: string;
  readonly version: number;
  readonly fence: Fence;
  /** Sequence number of the last stored event. */
  readonly seq: number;
}

const columns = `instance_key, tenant_id, definition_hash, process_definition_key, process_id, version,
  fence_run, fence_length, fence_started_at, seq`;

interface InstanceColumns {
  instance_key: string;
  tenant_id: string;
  definition_hash: string;
  process_definition_key: string;
  process_id: string;
  version: number;
  fence_run: number;
  fence_length: number;
  fence_started_at: string;
  seq: string;
}

/** Locks the rows until the transaction ends, in the order of their keys; writes those that are missing. */
export async function lockInstances(
  tx: Transaction,
  identities: readonly InstanceIdentity[],
): Promise<ReadonlyMap<string, LockedInstance>> {
  const locked = await lockExisting(
    tx,
    identities.map(({ key }) => key),
  );
  const missing = identities.filter(({ key }) => !locked.has(key));
  if (missing.length === 0) return locked;
  // A row of one's own is locked by itself. Somebody else may have written one meanwhile.
  const inserted = await insertInstances(tx, missing);
  const others = missing.flatMap(({ key }) => (inserted.has(key) ? [] : key));
  const late = others.length === 0 ? [] : await lockExisting(tx, others);
  return new Map([...locked, ...inserted, ...late]);
}

async function lockExisting(tx: Transaction, keys: readonly string[]): Promise<ReadonlyMap<string, LockedInstance>> {
  const { rows } = await tx.query<InstanceColumns>(
    prepared(
      `select ${columns}
       from silkflow.process_instance where instance_key = any($1::bigint[]) order by instance_key for update`,
      [keys],
    ),
  );
  return new Map(rows.map((row) => [row.instance_key, toLocked(row)]));
}

function toLocked(row: InstanceColumns): LockedInstance {
  return {
    key: row.instance_key,
    tenantId: row.tenant_id,
    definition: row.definition_hash,
    processDefinitionKey: row.process_definition_key,
    processId: row.process_id,
    version: row.version,
    fence: { run: row.fence_run, historyLength: row.fence_length, startedAt: Number(row.fence_started_at) },
    seq: Number(row.seq),
  };
}

/** The starter writes the row before the workflow begins; it lacks only when the database was restored from a backup. */
async function insertInstances(
  tx: Transaction,
  identities: readonly InstanceIdentity[],
): Promise<ReadonlyMap<string, LockedInstance>> {
  const given = identities.map((identity) => ({
    instance_key: identity.key,
    tenant_id: identity.tenantId,
    process_definition_key: identity.processDefinitionKey,
    definition_hash: identity.definition,
    process_id: identity.processId,
    version: identity.version,
    business_id: identity.businessId,
    root_key: identity.root,
    parent_key: identity.parent,
    parent_element_instance_key: identity.parentElementInstance,
  }));
  const { rows } = await tx.query<InstanceColumns>(
    prepared(
      `insert into silkflow.process_instance
         (instance_key, tenant_id, process_definition_key, definition_hash, process_id, version, state, business_id,
          root_key, parent_key, parent_element_instance_key, started_at)
       select instance_key, tenant_id, process_definition_key, definition_hash, process_id, version, 'starting', business_id,
         root_key, parent_key, parent_element_instance_key, now()
       from json_populate_recordset(null::silkflow.process_instance, $1::json)
       on conflict (instance_key) do nothing returning ${columns}`,
      [JSON.stringify(given)],
    ),
  );
  return new Map(rows.map((row) => [row.instance_key, toLocked(row)]));
}

/** The row of an instance of which nothing has been written yet, as the starter leaves it. */
export function freshInstance(identity: InstanceIdentity): LockedInstance {
  const { key, tenantId, definition, processDefinitionKey, processId, version } = identity;
  const fence = { run: -1, historyLength: -1, startedAt: -1 };
  return { key, tenantId, definition, processDefinitionKey, processId, version, fence, seq: 0 };
}

/** Negative when `a` is of an earlier workflow task than `b`. */
export function compareFences(a: Fence, b: Fence): number {
  return a.run - b.run || a.historyLength - b.historyLength || a.startedAt - b.startedAt;
}
