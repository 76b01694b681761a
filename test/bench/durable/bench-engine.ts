import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { InjectedSinks, WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { Sinks, WorkflowInfo } from '@temporalio/workflow';
import { pino } from 'pino';
import { createEngineWorker } from '#activities/worker/create-worker.ts';
import { evaluateStoredDecision } from '#activities/worker/stored-decision.ts';
import { bundleOptions } from '#activities/worker/workflow-bundle.ts';
import { migrationFolders } from '#engine/config/index.ts';
import type { ActivityManifest, ActivityRegistry } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { ProjectionBatch } from '#engine/contracts/wire/process-instance.ts';
import { loopbackHosts } from '#engine/server/http/access.ts';
import { runServer } from '#engine/server/run-server.ts';
import type { RunningServer, ServerSettings } from '#engine/server/run-server.ts';
import { openDatabase } from '#engine/store/database.ts';
import type { Database } from '#engine/store/database.ts';
import { createContentCache, createKeyLease, createPayloadCodec } from '#engine/store/definitions/index.ts';
import { findProcess } from '#engine/store/instances/index.ts';
import type { DeployedProcess } from '#engine/store/instances/index.ts';
import { replayApart } from './replay-apart.ts';
import { freshDatabase, freshNamespace, temporalAddress, uniqueTaskQueue } from '#test/support/index.ts';

export interface DeployedFile {
  readonly name: string;
  readonly content: string;
}

export interface BenchSetup {
  readonly activities: ActivityRegistry;
  readonly manifests: readonly ActivityManifest[];
  /** In place of the read model: hears every batch and writes nothing, to tell what the read model costs. */
  readonly insteadOfProjection?: (batch: ProjectionBatch) => void;
  /** Told when a flow written by hand waits for something from outside; see `tellWait`. */
  readonly onWait?: (workflowId: string) => void;
}

/** The product in one process, server and worker; the worker runs the flows written by hand, too. */
export class BenchEngine {
  readonly client: Client;
  readonly db: Database;
  readonly #server: RunningServer;
  readonly #databaseUrl: string;
  readonly #taskQueue: string;
  readonly #keys = createKeyLease();
  readonly #close: () => Promise<void>;

  private constructor(parts: {
    readonly client: Client;
    readonly db: Database;
    readonly server: RunningServer;
    readonly databaseUrl: string;
    readonly taskQueue: string;
    readonly close: () => Promise<void>;
  }) {
    this.client = parts.client;
    this.db = parts.db;
    this.#server = parts.server;
    this.#databaseUrl = parts.databaseUrl;
    this.#taskQueue = parts.taskQueue;
    this.#close = parts.close;
  }

  static async open({ activities, manifests, ...more }: BenchSetup): Promise<BenchEngine> {
    quietRuntime();
    const [database, namespace, bundle] = await Promise.all([freshDatabase(), freshNamespace(), benchBundle()]);
    const taskQueue = uniqueTaskQueue();
    const db = openDatabase(database.url, { poolSize: 12, name: 'bench', byKey: true });
    const contents = createContentCache(db);
    const connection = await NativeConnection.connect({ address: temporalAddress() });
    const clientConnection = await Connection.connect({ address: temporalAddress() });
    const codec = createPayloadCodec({ db, contents, deliverDefinitions: false });
    const worker = await createEngineWorker({
      connection,
      namespace,
      taskQueue,
      db,
      activities,
      services: { evaluateDecision: evaluateStoredDecision(db, contents, 'Etc/UTC'), bringStart: () => undefined },
      onRetry: ({ error }) => console.error(error),
      workflowBundle: bundle,
      sinks: sinksFor(more),
    });
    const running = worker.run();
    const temporal = { address: temporalAddress(), namespace, taskQueue };
    const server = await runServer(
      serverSettings({ databaseUrl: database.url, temporal, activities: manifests }),
      pino({ level: 'error' }),
    );
    const client = new Client({ connection: clientConnection, namespace, dataConverter: { payloadCodecs: [codec] } });
    const close = async (): Promise<void> => {
      await server.stop();
      worker.shutdown();
      await running;
      await connection.close();
      await clientConnection.close();
      await db.pool.end();
      await database.drop();
    };
    return new BenchEngine({ client, db, server, databaseUrl: database.url, taskQueue, close });
  }

  /** Where the product's API listens. */
  get url(): string {
    return this.#server.url;
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Deploys the files together; answers the process of the first. */
  async deploy(processId: string, files: readonly DeployedFile[]): Promise<DeployedProcess> {
    await this.#server.services.deployments.deploy(files, '<default>', 'en');
    const choice = { by: 'id', processId, tenantId: '<default>', version: null } as const;
    const deployed = await findProcess(this.db.pool, choice);
    if (deployed === null) throw new Error(`${processId} is not among the deployed`);
    return deployed;
  }

  /** Starts an instance as the product does, with its rows; answers its workflow id. */
  async start(deployed: DeployedProcess, variables: JsonObject): Promise<string> {
    const { instanceKey } = await this.#server.services.starter.start({
      process: { by: 'key', key: deployed.processDefinitionKey },
      variables,
      businessId: null,
      tags: [],
      startBefore: [],
      idempotencyKey: null,
    });
    return processInstanceWorkflowId(instanceKey);
  }

  /** Starts a flow written by hand; answers its workflow id. */
  async startByHand(workflow: string, variables: JsonObject): Promise<string> {
    const key = await this.#keys.next(this.db.pool);
    const workflowId = handId(key);
    await this.client.workflow.start(workflow, { taskQueue: this.#taskQueue, workflowId, args: [key, variables] });
    return workflowId;
  }

  async end(workflowId: string): Promise<void> {
    await this.client.workflow.getHandle(workflowId).result();
  }

  /** Of an ended flow. */
  async historySize(workflowId: string): Promise<{ readonly events: number; readonly bytes: number }> {
    const { historyLength, historySize } = await this.client.workflow.getHandle(workflowId).describe();
    return { events: historyLength, bytes: historySize ?? 0 };
  }

  /** CPU of replaying the history of the one over that of the other, `rounds` times. */
  async replayCpuRatios(
    ids: { readonly diagram: string; readonly byHand: string },
    effort: { readonly times: number; readonly rounds: number },
  ): Promise<readonly number[]> {
    const jsonOf = async (id: string): Promise<string> =>
      historyToJSON(await this.client.workflow.getHandle(id).fetchHistory());
    const [diagram, byHand] = await Promise.all([jsonOf(ids.diagram), jsonOf(ids.byHand)]);
    const { code } = await benchBundle();
    return replayApart(code, { databaseUrl: this.#databaseUrl, diagram, byHand, ...effort });
  }
}

/** Workflow id of a flow written by hand, from its key. */
export function handId(key: string): string {
  return `hand-${key}`;
}

function sinksFor({ insteadOfProjection, onWait }: Omit<BenchSetup, 'activities' | 'manifests'>): InjectedSinks<Sinks> {
  const outside = { told: { fn: ({ workflowId }: WorkflowInfo) => onWait?.(workflowId), callDuringReplay: false } };
  if (insteadOfProjection === undefined) return { outside };
  const silent = { fn: () => undefined, callDuringReplay: false };
  const write = (_info: WorkflowInfo, batch: ProjectionBatch): void => insteadOfProjection(batch);
  return { outside, projection: { write: { fn: write, callDuringReplay: false }, began: silent, trouble: silent } };
}

function serverSettings(given: Pick<ServerSettings, 'databaseUrl' | 'temporal' | 'activities'>): ServerSettings {
  return {
    ...given,
    databasePoolSize: 10,
    migrations: migrationFolders(),
    temporalUiUrl: null,
    host: '127.0.0.1',
    port: 0,
    access: { token: null, hosts: new Set(loopbackHosts) },
    language: 'en',
    zone: 'Etc/UTC',
    version: 'bench',
    designerFolder: '/nonexistent',
    webhooks: { sources: {}, secret: 'secret' },
    uniqueBusinessIds: false,
  };
}

let bundled: Promise<WorkflowBundleWithSourceMap> | null = null;
function benchBundle(): Promise<WorkflowBundleWithSourceMap> {
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
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
  });
}
