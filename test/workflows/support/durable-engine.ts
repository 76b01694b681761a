import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { Worker, WorkflowBundle } from '@temporalio/worker';
import { bundleOptions } from '#activities/worker/workflow-bundle.ts';
import { createEngineWorker } from '#activities/worker/create-worker.ts';
import type { EngineWorkerOptions } from '#activities/worker/create-worker.ts';
import type { ActivityManifest, ActivityRegistry } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import {
  currentFlags,
  processInstanceWorkflow,
  processInstanceWorkflowId,
  requestUpdate,
} from '#engine/contracts/wire/process-instance.ts';
import type {
  DefinitionRef,
  InstanceResult,
  RequestAnswer,
  RequestEnvelope,
  StartArguments,
} from '#engine/contracts/wire/process-instance.ts';
import type { Operation } from '#engine/kernel/index.ts';
import { canonicalJson, compileProcesses, parseBpmn } from '#engine/model/index.ts';
import type { Drift } from '#engine/store/projection/index.ts';
import { verifyInstances } from '#activities/runtime/verify-instances.ts';
import { openDatabase } from '#engine/store/database.ts';
import type { Database } from '#engine/store/database.ts';
import {
  createContentCache,
  createKeyLease,
  createPayloadCodec,
  storeContent,
} from '#engine/store/definitions/index.ts';
import { freshDatabase, freshNamespace, temporalAddress, uniqueTaskQueue } from '#test/support/index.ts';

export interface EngineOptions {
  readonly manifests?: readonly ActivityManifest[];
  readonly activities?: ActivityRegistry;
  readonly services?: Partial<EngineWorkerOptions['services']>;
  readonly tuning?: EngineWorkerOptions['tuning'];
}

export interface StartOptions {
  readonly variables?: JsonObject;
  readonly businessId?: string;
  readonly historyLimit?: number;
  readonly childLimit?: number;
  /** Absent = the none start event. */
  readonly startEvent?: string;
  /** Begins at these elements instead. */
  readonly startBefore?: readonly string[];
  /** Absent = those of this version. */
  readonly flags?: readonly number[];
  /** Content hash in place of the deployed one. */
  readonly definition?: string;
}

let bundle: Promise<WorkflowBundle> | null = null;

/** Bundled once per test process. */
export function sharedBundle(): Promise<WorkflowBundle> {
  bundle ??= bundleWorkflowCode({ ...bundleOptions, logger: new DefaultLogger('WARN') });
  return bundle;
}

/** The durable loop on real Temporal and Postgres, without the HTTP server: tests play its part. */
export class DurableEngine {
  readonly db: Database;
  readonly client: Client;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly url: string;
  readonly #options: EngineOptions;
  readonly #connection: NativeConnection;
  readonly #close: () => Promise<void>;
  readonly #keys = createKeyLease();
  #worker: { readonly worker: Worker; readonly running: Promise<void> } | null = null;

  private constructor(parts: {
    db: Database;
    url: string;
    client: Client;
    namespace: string;
    connection: NativeConnection;
    options: EngineOptions;
    close: () => Promise<void>;
  }) {
    this.db = parts.db;
    this.url = parts.url;
    this.client = parts.client;
    this.namespace = parts.namespace;
    this.taskQueue = uniqueTaskQueue();
    this.#connection = parts.connection;
    this.#options = parts.options;
    this.#close = parts.close;
  }

  static async open(options: EngineOptions = {}): Promise<DurableEngine> {
    quietRuntime();
    const database = await freshDatabase();
    const namespace = await freshNamespace();
    const db = openDatabase(database.url, { poolSize: 8, name: 'durable engine test', byKey: true });
    const address = temporalAddress();
    const connection = await NativeConnection.connect({ address });
    const clientConnection = await Connection.connect({ address });
    const codec = createPayloadCodec({ db, contents: createContentCache(db), deliverDefinitions: false });
    const client = new Client({ connection: clientConnection, namespace, dataConverter: { payloadCodecs: [codec] } });
    const close = async (): Promise<void> => {
      await connection.close();
      await clientConnection.close();
      await db.pool.end();
      await database.drop();
    };
    return new DurableEngine({ db, url: database.url, client, namespace, connection, options, close });
  }

  async startWorker(): Promise<void> {
    const worker = await createEngineWorker({
      connection: this.#connection,
      namespace: this.namespace,
      taskQueue: this.taskQueue,
      db: this.db,
      services: { ...noServices, ...this.#options.services },
      activities: this.#options.activities ?? {},
      onRetry: ({ error }) => process.env['SILKFLOW_TEST_VERBOSE'] && console.error('retry', error),
      workflowBundle: await sharedBundle(),
      tuning: { shutdownGraceTime: '1s', ...this.#options.tuning },
    });
    this.#worker = { worker, running: worker.run() };
  }

  async stopWorker(): Promise<void> {
    if (this.#worker === null) return;
    this.#worker.worker.shutdown();
    await this.#worker.running;
    this.#worker = null;
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.#close();
  }

  /** Deploys every process of the file as version 1. Answers process id → content hash. */
  async deploy(xml: string): Promise<ReadonlyMap<string, string>> {
    const parsed = await parseBpmn(xml);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const compiled = await compileProcesses(parsed.file, {
      activities: this.#options.manifests ?? [],
      resolve: () => null,
    });
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const hashes = new Map<string, string>();
    for (const { definition, hash } of compiled.definitions) {
      await storeContent(this.db.pool, 'process', canonicalJson(definition));
      await this.#insertDefinition(definition.processId, hash, xml);
      hashes.set(definition.processId, hash);
    }
    return hashes;
  }

  async start(processId: string, options: StartOptions = {}): Promise<string> {
    const key = await this.#keys.next(this.db.pool);
    const { rows } = await this.db.pool.query<{ process_definition_key: string; hash: string; version: number }>(
      'select process_definition_key, hash, version from silkflow.process_definition where process_id = $1 order by version desc limit 1',
      [processId],
    );
    const row = rows[0]!;
    await this.db.pool.query(
      `insert into silkflow.process_instance (instance_key, tenant_id, process_definition_key, definition_hash, process_id,
         version, state, root_key, started_at) values ($1, '<default>', $2, $3, $4, $5, 'starting', $1, now())`,
      [key, row.process_definition_key, row.hash, processId, row.version],
    );
    const start: StartArguments = {
      key,
      processDefinitionKey: row.process_definition_key,
      processId,
      version: row.version,
      tenantId: '<default>',
      businessId: options.businessId ?? null,
      root: key,
      parent: null,
      variables: options.variables ?? {},
      flags: options.flags ?? currentFlags,
      ...(options.historyLimit === undefined ? {} : { historyLimit: options.historyLimit }),
      ...(options.childLimit === undefined ? {} : { childLimit: options.childLimit }),
      ...(options.startEvent === undefined ? {} : { startEvent: options.startEvent }),
      ...(options.startBefore === undefined ? {} : { startBefore: options.startBefore }),
    };
    const reference: DefinitionRef = { definition: options.definition ?? row.hash };
    await this.client.workflow.start(processInstanceWorkflow, {
      taskQueue: this.taskQueue,
      workflowId: processInstanceWorkflowId(key),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [reference, start],
    });
    return key;
  }

  async request(key: string, operation: Operation, id: string = randomUUID()): Promise<RequestAnswer> {
    const handle = this.client.workflow.getHandle(processInstanceWorkflowId(key));
    // An Operation is plain JSON.
    const envelope: RequestEnvelope = { id, operation: JSON.parse(JSON.stringify(operation)) };
    const answers = await handle.executeUpdate<RequestAnswer[], [RequestEnvelope[]]>(requestUpdate, {
      updateId: id,
      args: [[envelope]],
    });
    return answers[0]!;
  }

  result(key: string): Promise<InstanceResult> {
    return this.client.workflow.getHandle(processInstanceWorkflowId(key)).result() as Promise<InstanceResult>;
  }

  async rows<T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    return (await this.db.pool.query<T>(sql, [...values])).rows;
  }

  /** Waits until the query has a first row, and answers it. */
  async until<T extends object>(sql: string, values: readonly unknown[] = [], timeoutMs = 20_000): Promise<T> {
    for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(50)) {
      const [row] = await this.rows<T>(sql, values);
      if (row !== undefined) return row;
    }
    throw new Error(`Nothing after ${timeoutMs} ms: ${sql} ${JSON.stringify(values)}`);
  }

  /** Replays the histories and compares the rows with what they give. Answers every difference, by instance. */
  async verify(keys: readonly string[], repair = false): Promise<Record<string, readonly Drift[] | string>> {
    const found: Record<string, readonly Drift[] | string> = {};
    const bundle = { workflowBundle: await sharedBundle() };
    const { db, client } = this;
    for await (const result of verifyInstances({ db, client, bundle, instances: keys, repair })) {
      if (result.kind === 'unreadable') found[result.instance] = result.message;
      else if (result.kind === 'unknown') found[result.instance] = 'no row';
      else if (result.comparison.drifts.length > 0) found[result.instance] = result.comparison.drifts;
      else if (result.comparison.unconfirmed > 0) found[result.instance] = 'events that are not in the history';
    }
    return found;
  }

  async #insertDefinition(processId: string, hash: string, xml: string): Promise<void> {
    const key = await this.#keys.next(this.db.pool);
    const pool = this.db.pool;
    await pool.query(`insert into silkflow.deployment (deployment_key, tenant_id) values ($1, '<default>')`, [key]);
    await pool.query(
      `insert into silkflow.resource (resource_key, deployment_key, tenant_id, name, kind, content, checksum)
       values ($1, $1, '<default>', $2, 'process', $3, '')`,
      [key, `${processId}.bpmn`, xml],
    );
    await pool.query(
      `insert into silkflow.process_definition (process_definition_key, process_id, version, tenant_id, hash, resource_key,
         resource_name, deployment_key)
       select $1, $2, 1 + coalesce(max(version), 0), '<default>', $3, $1, $2 || '.bpmn', $1
       from silkflow.process_definition where process_id = $2`,
      [key, processId, hash],
    );
  }
}

const noServices: EngineWorkerOptions['services'] = {
  evaluateDecision: () => Promise.resolve({ ok: false, incident: 'CALLED_DECISION_ERROR', message: 'none here' }),
  bringStart: () => undefined,
};

let quiet = false;
function quietRuntime(): void {
  if (quiet) return;
  quiet = true;
  Runtime.install({ logger: new DefaultLogger(process.env['SILKFLOW_TEST_VERBOSE'] ? 'INFO' : 'ERROR') });
}
