import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { WorkflowBundle } from '@temporalio/worker';
import { createEngineWorker } from '#activities/worker/create-worker.ts';
import { bundleOptions } from '#activities/worker/workflow-bundle.ts';
import type { ActivityManifest, ActivityRegistry } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import {
  processInstanceWorkflow,
  processInstanceWorkflowId,
  requestUpdate,
} from '#engine/contracts/wire/process-instance.ts';
import type { DefinitionRef, RequestEnvelope, StartArguments } from '#engine/contracts/wire/process-instance.ts';
import { canonicalJson, compileProcesses, parseBpmn } from '#engine/model/index.ts';
import { openDatabase } from '#engine/store/database.ts';
import type { Database } from '#engine/store/database.ts';
import {
  createContentCache,
  createKeyLease,
  createPayloadCodec,
  storeContent,
} from '#engine/store/definitions/index.ts';
import { freshDatabase, freshNamespace, temporalAddress, uniqueTaskQueue } from '#test/support/index.ts';

export interface DeployedFlow {
  readonly processId: string;
  readonly hash: string;
}

/** One worker that runs the engine and its peers written by hand, on one Temporal and one Postgres. */
export class BenchEngine {
  readonly client: Client;
  readonly db: Database;
  readonly #bundle: WorkflowBundle;
  readonly #taskQueue = uniqueTaskQueue();
  readonly #keys = createKeyLease();
  readonly #close: () => Promise<void>;

  private constructor(client: Client, db: Database, bundle: WorkflowBundle, close: () => Promise<void>) {
    this.client = client;
    this.db = db;
    this.#bundle = bundle;
    this.#close = close;
  }

  /** `projection` false: without the read model, to tell what it costs. */
  static async open(activities: ActivityRegistry, options: { readonly projection: boolean }): Promise<BenchEngine> {
    quietRuntime();
    const database = await freshDatabase();
    const namespace = await freshNamespace();
    const db = openDatabase(database.url, { poolSize: 12, name: 'bench' });
    const connection = await NativeConnection.connect({ address: temporalAddress() });
    const clientConnection = await Connection.connect({ address: temporalAddress() });
    const codec = createPayloadCodec({ db, contents: createContentCache(db), deliverDefinitions: false });
    const client = new Client({ connection: clientConnection, namespace, dataConverter: { payloadCodecs: [codec] } });
    const bundle = await benchBundle();
    const engine = new BenchEngine(client, db, bundle, async () => {
      worker.shutdown();
      await running;
      await connection.close();
      await clientConnection.close();
      await db.pool.end();
      await database.drop();
    });
    const worker = await createEngineWorker({
      connection,
      namespace,
      taskQueue: engine.#taskQueue,
      db,
      activities,
      services: {
        evaluateDecision: () => Promise.resolve({ ok: true, decisionKey: null, value: 'clear', explanation: null }),
        bringStart: () => undefined,
      },
      onRetry: ({ error }) => console.error(error),
      workflowBundle: bundle,
      ...(options.projection ? {} : { sinks: {} }),
    });
    const running = worker.run();
    return engine;
  }

  close(): Promise<void> {
    return this.#close();
  }

  async deploy(xml: string, manifests: readonly ActivityManifest[]): Promise<DeployedFlow> {
    const parsed = await parseBpmn(xml);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const compiled = await compileProcesses(parsed.file, { activities: manifests, resolve: () => null });
    const [first] = compiled.ok ? compiled.definitions : [];
    if (first === undefined) throw new Error(JSON.stringify(compiled));
    await storeContent(this.db.pool, 'process', canonicalJson(first.definition));
    return { processId: first.definition.processId, hash: first.hash };
  }

  /** Starts an instance of the flow; answers its workflow id. */
  async start({ processId, hash }: DeployedFlow, variables: JsonObject): Promise<string> {
    const key = await this.#keys.next(this.db.pool);
    const start: StartArguments = {
      key,
      processDefinitionKey: '1',
      processId,
      version: 1,
      tenantId: '<default>',
      businessId: null,
      root: key,
      parent: null,
      variables,
      flags: [],
    };
    const reference: DefinitionRef = { definition: hash };
    return this.#startWorkflow(processInstanceWorkflow, processInstanceWorkflowId(key), [reference, start]);
  }

  /** Starts a flow written by hand; answers its workflow id. `announce` hears the key before the flow starts. */
  async startByHand(
    workflow: string,
    variables: JsonObject,
    more: readonly unknown[] = [],
    announce: (key: string) => void = () => undefined,
  ): Promise<string> {
    const key = await this.#keys.next(this.db.pool);
    announce(key);
    return this.#startWorkflow(workflow, `hand-${key}`, [key, variables, ...more]);
  }

  /** Delivers a message to a subscription, as the server does. */
  async correlate(instanceKey: string, subscription: string): Promise<void> {
    const id = randomUUID();
    const operation = { type: 'correlateMessage', subscription, messageKey: subscription, variables: {} };
    const handle = this.client.workflow.getHandle(processInstanceWorkflowId(instanceKey));
    const envelope: RequestEnvelope = { id, operation };
    await handle.executeUpdate(requestUpdate, { updateId: id, args: [[envelope]] });
  }

  async end(workflowId: string): Promise<void> {
    await this.client.workflow.getHandle(workflowId).result();
  }

  /** What the server keeps of a finished flow. */
  async history(workflowId: string): Promise<{ readonly events: number; readonly bytes: number }> {
    const { historyLength, historySize } = await this.client.workflow.getHandle(workflowId).describe();
    return { events: historyLength, bytes: historySize ?? 0 };
  }

  /** CPU of replaying each history `times` times, ms per replay: the interpreter alone, without a server. */
  async replayCpu(workflowIds: readonly string[], times: number): Promise<number> {
    const histories = await Promise.all(
      workflowIds.map(async (workflowId) => ({
        workflowId,
        history: await this.client.workflow.getHandle(workflowId).fetchHistory(),
      })),
    );
    const codec = createPayloadCodec({ db: this.db, contents: createContentCache(this.db), deliverDefinitions: true });
    const all = Array.from({ length: times }, () => histories).flat();
    const options = { workflowBundle: this.#bundle, dataConverter: { payloadCodecs: [codec] } };
    for await (const result of Worker.runReplayHistories(options, histories)) if (result.error) throw result.error;
    const cpu = process.cpuUsage();
    for await (const result of Worker.runReplayHistories(options, all)) if (result.error) throw result.error;
    const { user, system } = process.cpuUsage(cpu);
    return (user + system) / 1_000 / all.length;
  }

  async #startWorkflow(type: string, workflowId: string, args: readonly unknown[]): Promise<string> {
    await this.client.workflow.start(type, { taskQueue: this.#taskQueue, workflowId, args: [...args] });
    return workflowId;
  }
}

let bundled: Promise<WorkflowBundle> | null = null;
function benchBundle(): Promise<WorkflowBundle> {
  bundled ??= bundleWorkflowCode({
    ...bundleOptions,
    workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)),
    logger: new DefaultLogger('WARN'),
  });
  return bundled;
}

let quiet = false;
function quietRuntime(): void {
  if (quiet) return;
  quiet = true;
  Runtime.install({ logger: new DefaultLogger('ERROR') });
}
