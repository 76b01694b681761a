import type { CallProcessInput, CallProcessResult, WireBinding } from '#engine/contracts/wire/runtime-activities.ts';
import { transaction } from '#engine/store/database.ts';
import type { Database, Executor, Transaction } from '#engine/store/database.ts';
import type { ContentCache, KeyLease } from '#engine/store/definitions/index.ts';
import { hasNoneStart } from '#engine/model/references.ts';
import type { Definition } from '#engine/model/definition.ts';
import { sayAsHost } from '#engine/kernel/words/say.ts';

interface ProcessRow {
  readonly process_definition_key: string;
  readonly process_id: string;
  readonly version: number;
  readonly hash: string;
}

/** What a call reads and writes. */
export interface CallParts {
  readonly db: Database;
  readonly keys: KeyLease;
  /** Whether the process with this content has a none start event. */
  readonly isCallable: (hash: string) => Promise<boolean>;
}

/** Resolves the called process, leases the child's key and writes its row; the same command again finds that row. */
export async function callProcess(
  { db, keys, isCallable }: CallParts,
  input: CallProcessInput,
): Promise<CallProcessResult> {
  const existing = await findChild(db.pool, input);
  if (existing !== null) return existing;
  const process = await findProcess(db.pool, input);
  if (process === null) return { found: false, message: describeMissing(input) };
  if (!(await isCallable(process.hash))) {
    return { found: false, message: sayAsHost('process.noStart', { process: input.processId }) };
  }
  const key = await keys.next(db.pool);
  return transaction(db, async (tx) => {
    // Two attempts of one command may run at once (a worker that was thought dead): the second finds the first's child.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [commandOf(input)]);
    const raced = await findChild(tx, input);
    if (raced !== null) return raced;
    await insertChild(tx, key, process, input);
    return found(key, process);
  });
}

function commandOf({ parent }: CallProcessInput): string {
  return `${parent.instance}/${parent.command}`;
}

function found(key: string, row: ProcessRow): CallProcessResult {
  return {
    found: true,
    key,
    processDefinitionKey: row.process_definition_key,
    processId: row.process_id,
    version: row.version,
    definition: row.hash,
  };
}

async function findChild(db: Executor, { parent }: CallProcessInput): Promise<CallProcessResult | null> {
  const { rows } = await db.query<ProcessRow & { instance_key: string }>(
    `select instance_key, process_definition_key, process_id, version, definition_hash as hash
     from silkflow.process_instance where parent_key = $1 and parent_command = $2`,
    [parent.instance, parent.command],
  );
  const row = rows[0];
  return row === undefined ? null : found(row.instance_key, row);
}

async function findProcess(
  db: Executor,
  { tenantId, processId, binding }: CallProcessInput,
): Promise<ProcessRow | null> {
  const { rows } = await db.query<ProcessRow>(
    `select process_definition_key, process_id, version, hash from silkflow.process_definition
     where tenant_id = $1 and process_id = $2 and ($3::text is null or hash = $3) and ($4::text is null or version_tag = $4)
     order by version desc limit 1`,
    [tenantId, processId, hashOf(binding), tagOf(binding)],
  );
  return rows[0] ?? null;
}

function hashOf(binding: WireBinding): string | null {
  return binding.type === 'deployment' ? binding.hash : null;
}

function tagOf(binding: WireBinding): string | null {
  return binding.type === 'versionTag' ? binding.versionTag : null;
}

async function insertChild(tx: Transaction, key: string, row: ProcessRow, input: CallProcessInput): Promise<void> {
  const { tenantId, businessId, root, parent } = input;
  await tx.query(
    `insert into silkflow.process_instance
       (instance_key, tenant_id, process_definition_key, definition_hash, process_id, version, state, business_id,
        root_key, parent_key, parent_element_instance_key, parent_command, started_at)
     values ($1, $2, $3, $4, $5, $6, 'starting', $7, $8, $9, $10, $11, now())`,
    [
      key,
      tenantId,
      row.process_definition_key,
      row.hash,
      row.process_id,
      row.version,
      businessId,
      root,
      parent.instance,
      parent.elementInstance,
      parent.command,
    ],
  );
}

function describeMissing({ processId, binding }: CallProcessInput): string {
  switch (binding.type) {
    case 'latest':
      return sayAsHost('process.missing', { process: processId });
    case 'deployment':
      return sayAsHost('process.missingInDeployment', { process: processId });
    case 'versionTag':
      return sayAsHost('process.missingTag', { process: processId, tag: binding.versionTag });
  }
}

/** Looks into each content once. One that lacks is told of where the called process would run. */
export function createCallable(contents: ContentCache): (hash: string) => Promise<boolean> {
  const known = new Map<string, boolean>();
  return async (hash) => {
    const kept = known.get(hash);
    if (kept !== undefined) return kept;
    const body = await contents.read(hash);
    if (body === null) return true;
    // Deployment has checked the content; its hash is its identity.
    const isCallable = hasNoneStart(JSON.parse(body) as Definition);
    known.set(hash, isCallable);
    return isCallable;
  };
}
