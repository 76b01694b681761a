import { NativeConnection } from '@temporalio/worker';
import { type CamundaClient, createCamundaClient } from '@camunda8/orchestration-cluster-api';
import { type Logger, pino } from 'pino';
import { createEngineWorker } from '#activities/worker/create-worker.ts';
import { evaluateStoredDecision } from '#activities/worker/stored-decision.ts';
import { createRuntimeServices } from '#test/engine/server/support/runtime-services.ts';
import { migrationFolders } from '#engine/config/index.ts';
import type { ActivityManifest, ActivityRegistry } from '#engine/contracts/activity.ts';
import { loopbackHosts } from '#engine/server/http/access.ts';
import { type RunningServer, runServer, type ServerSettings } from '#engine/server/run-server.ts';
import { openDatabase } from '#engine/store/database.ts';
import { createContentCache } from '#engine/store/definitions/index.ts';
import { freshDatabase, freshNamespace, temporalAddress, uniqueTaskQueue } from '#test/support/index.ts';
import { sharedBundle } from '#test/workflows/support/durable-engine.ts';

export interface ApiServerOptions {
  readonly manifests?: readonly ActivityManifest[];
  readonly activities?: ActivityRegistry;
  readonly settings?: Partial<ServerSettings>;
  /** The worker evaluates the decisions that are deployed. */
  readonly decisions?: boolean;
}

/** The whole product below the browser: server, worker, Temporal, Postgres; and the unmodified official client. */
export interface ApiServer {
  readonly url: string;
  readonly running: RunningServer;
  readonly client: CamundaClient;
  readonly databaseUrl: string;
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  /** One call without the client; the answer's body parsed when it is JSON. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{
    readonly status: number;
    readonly body: any; // oxlint-disable-line typescript/no-explicit-any -- whatever JSON came
    readonly headers: Headers;
  }>;
  close(): Promise<void>;
}

/** A client that refuses every request and answer that does not follow the official schemas. */
export function strictClient(url: string): CamundaClient {
  return createCamundaClient({
    config: {
      CAMUNDA_REST_ADDRESS: url,
      CAMUNDA_AUTH_STRATEGY: 'NONE',
      CAMUNDA_SDK_VALIDATION: 'req:strict,res:strict',
      CAMUNDA_SDK_HTTP_RETRY_MAX_ATTEMPTS: 1,
      CAMUNDA_SDK_LOG_LEVEL: process.env['SILKFLOW_TEST_VERBOSE'] ? 'debug' : 'error',
    },
  });
}

export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  const database = await freshDatabase();
  const namespace = await freshNamespace();
  const taskQueue = uniqueTaskQueue();
  const log: Logger = pino({ level: process.env['SILKFLOW_TEST_VERBOSE'] ? 'debug' : 'silent' });
  const running = await runServer(
    {
      databaseUrl: database.url,
      databasePoolSize: 10,
      migrations: migrationFolders(),
      temporal: { address: temporalAddress(), namespace, taskQueue },
      temporalUiUrl: 'http://127.0.0.1:8233',
      host: '127.0.0.1',
      port: 0,
      access: { token: null, hosts: new Set(loopbackHosts) },
      language: 'en',
      zone: 'Etc/UTC',
      version: '0.0.0-test',
      designerFolder: '/nonexistent',
      activities: options.manifests ?? [],
      webhooks: { sources: {}, secret: 'secret' },
      uniqueBusinessIds: false,
      ...options.settings,
    },
    log,
  );
  const connection = await NativeConnection.connect({ address: temporalAddress() });
  const db = openDatabase(database.url, { poolSize: 6, name: 'api test worker', byKey: true });
  let worker: { readonly stop: () => Promise<void> } | null = null;

  const server: ApiServer = {
    url: running.url,
    running,
    client: strictClient(running.url),
    databaseUrl: database.url,
    async startWorker() {
      const created = await createEngineWorker({
        connection,
        namespace,
        taskQueue,
        db,
        services: {
          ...createRuntimeServices(),
          ...(options.decisions === true && {
            evaluateDecision: evaluateStoredDecision(db, createContentCache(db), 'Etc/UTC'),
          }),
        },
        activities: options.activities ?? {},
        onRetry: ({ error }) => log.warn({ err: error }, 'retry'),
        workflowBundle: await sharedBundle(),
        tuning: { stickyQueueScheduleToStartTimeout: '1s', shutdownGraceTime: '1s' },
      });
      const run = created.run();
      worker = {
        stop: async () => {
          created.shutdown();
          await run;
        },
      };
    },
    async stopWorker() {
      await worker?.stop();
      worker = null;
    },
    async call(method, path, body, headers = {}) {
      const response = await fetch(`${running.url}${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') ?? false;
      return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
    },
    async close() {
      await server.stopWorker();
      await connection.close();
      await db.pool.end();
      await running.stop();
      await database.drop();
    },
  };
  await server.startWorker();
  return server;
}
