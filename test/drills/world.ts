import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { QueryResultRow } from 'pg';
import { seedSamples } from '#activities/commerce/index.ts';
import { silkflowClient } from '#activities/commerce/orders/silkflow-client.ts';
import type { SilkflowClient } from '#activities/commerce/orders/silkflow-client.ts';
import { startSimulators } from '#activities/commerce/simulators/simulators.ts';
import { installationRoot, migrationFolders } from '#engine/config/index.ts';
import {
  cacheFolder,
  findTemporal,
  freePort,
  postgresPlan,
  postgresUrl,
  preparePostgres,
  temporalPlan,
} from '#engine/embedded/index.ts';
import type { ProcessPlan } from '#engine/embedded/index.ts';
import { deployDefinitions } from '#engine/embedded/launch/deploy-definitions.ts';
import { openDatabase } from '#engine/store/database.ts';
import type { Database } from '#engine/store/database.ts';
import { createContentCache, createPayloadCodec } from '#engine/store/definitions/index.ts';
import { migrate } from '#engine/store/migrate.ts';
import { ManagedProcess } from './managed-process.ts';

/** The whole product in processes of its own, all of which a drill may kill; only the foreign parties are spared. */
export interface World {
  readonly url: string;
  readonly temporal: ManagedProcess;
  readonly postgres: ManagedProcess;
  readonly server: ManagedProcess;
  readonly workers: readonly ManagedProcess[];
  readonly orders: SilkflowClient;
  /** Idempotency keys of the starts that the API has confirmed. */
  readonly accepted: Set<string>;
  readonly db: Database;
  readonly client: Client;
  /** Posts to the API; null when nothing answers. */
  post(path: string, body: object, headers?: Readonly<Record<string, string>>): Promise<Posted | null>;
  close(): Promise<void>;
}

export interface Posted {
  readonly status: number;
  readonly body: unknown;
}

/** So few events that an order's history ends several times, and a talk's now and then. */
const historyLimit = 50;

/** `sabotage` is SQL that takes a safeguard away, run after the migrations and before anything else starts. */
export async function openWorld(sabotage: string | null): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'silkflow-drill-'));
  // Postgres runs as a user of its own when we are root, and must pass this folder.
  await chmod(folder, 0o755);
  const [temporalAt, postgresAt, apiPort] = [
    await temporalProcess(folder),
    await postgresProcess(folder),
    await freePort(),
  ];
  await Promise.all([temporalAt.process.start(), postgresAt.process.start()]);
  const db = openDatabase(postgresAt.url, { poolSize: 6, name: 'drill' });
  await migrate(db, migrationFolders());
  if (sabotage !== null) await db.pool.query(sabotage);
  await seedSamples(db.pool);
  const [apiKey, secret, url] = ['drill-key', 'drill-secret', `http://127.0.0.1:${apiPort}`];
  const webhooks = { url: `${url}/api/webhooks`, secret };
  const simulators = await startSimulators({ host: '127.0.0.1', port: 0, apiKey, seed: 'drill', webhooks, file: null });
  const env = {
    ...process.env,
    TZ: 'UTC',
    TEMPORAL_ADDRESS: temporalAt.address,
    DATABASE_URL: postgresAt.url,
    SILKFLOW_PORT: String(apiPort),
    SILKFLOW_DATA: folder,
    SILKFLOW_DESIGNER: join(folder, 'none'),
    SILKFLOW_TIMERS: 'demo',
    SILKFLOW_PARTY_KEY: apiKey,
    SILKFLOW_WEBHOOK_SECRET: secret,
    SILKFLOW_PAYMENT_URL: `${simulators.url}/payment`,
    SILKFLOW_CARRIER_URL: `${simulators.url}/carrier`,
    SILKFLOW_CUSTOMS_URL: `${simulators.url}/customs`,
    SILKFLOW_SUPPLIER_URL: `${simulators.url}/supplier`,
  };
  const server = new ManagedProcess(ownPlan('server', 'engine/server/main.ts', folder, env, () => answers(url)));
  const workers = ['worker-1', 'worker-2'].map(
    (name) => new ManagedProcess(ownPlan(name, 'activities/worker/main.ts', folder, env, tellsAnew(folder, name))),
  );
  await server.start();
  await Promise.all(workers.map((worker) => worker.start()));
  await deployDefinitions(url, null, () => undefined);
  const connection = Connection.lazy({ address: temporalAt.address });
  const codec = createPayloadCodec({ db, contents: createContentCache(db), deliverDefinitions: false });
  return {
    url,
    temporal: temporalAt.process,
    postgres: postgresAt.process,
    server,
    workers,
    orders: silkflowClient({ url, token: null }),
    accepted: new Set(),
    db,
    client: new Client({ connection, dataConverter: { payloadCodecs: [codec] } }),
    post: (path, body, headers) => post(`${url}${path}`, body, headers),
    async close() {
      await Promise.all([...workers, server].map((one) => one.kill()));
      await simulators.stop();
      await connection.close();
      await db.pool.end();
      await Promise.all([temporalAt.process.stop(), postgresAt.process.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function temporalProcess(folder: string): Promise<{ address: string; process: ManagedProcess }> {
  const cli = await findTemporal({
    given: process.env['TEMPORAL_CLI'] ?? null,
    path: process.env['PATH'],
    cache: cacheFolder(),
    writtenBy: null,
    say: (text) => process.stderr.write(`${text.en}\n`),
  });
  const [port, httpPort, metricsPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const plan = temporalPlan({
    cli: cli.path,
    port,
    httpPort,
    metricsPort,
    uiPort: 0,
    headless: true,
    namespace: 'default',
    // A file, because a killed server must find its histories again.
    file: join(folder, 'temporal.db'),
    synchronous: 'NORMAL',
    logFile: join(folder, 'temporal.log'),
    dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': String(historyLimit) },
  });
  // Seen once to panic while it started on the file that its killed forerunner left.
  return { address: `127.0.0.1:${port}`, process: new ManagedProcess(plan, 3) };
}

async function postgresProcess(folder: string): Promise<{ url: string; process: ManagedProcess }> {
  await mkdir(join(folder, 'data'), { mode: 0o755 });
  const cluster = await preparePostgres(join(folder, 'data'), randomBytes(12).toString('hex'));
  const port = await freePort();
  const plan = postgresPlan(cluster, { port, logFile: join(folder, 'postgres.log'), throwaway: true });
  return { url: postgresUrl(cluster, port, 'postgres'), process: new ManagedProcess(plan) };
}

function ownPlan(
  name: string,
  main: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  isReady: () => Promise<boolean>,
): ProcessPlan {
  return {
    name,
    command: process.execPath,
    args: ['--import', 'tsx', join(installationRoot, main)],
    env,
    cwd: installationRoot,
    logFile: join(folder, `${name}.log`),
    isReady,
    readyWithinMs: 180_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 15_000,
  };
}

/** Whether the process's log says once more that the worker runs. */
function tellsAnew(folder: string, name: string): () => Promise<boolean> {
  let told = 0;
  return async () => {
    const log = await readFile(join(folder, `${name}.log`), 'utf8').catch(() => '');
    const count = log.split('worker runs').length - 1;
    if (count <= told) return false;
    told = count;
    return true;
  };
}

async function answers(url: string): Promise<boolean> {
  const response = await post(`${url}/v2/process-definitions/search`, {});
  return response !== null && response.status === 200;
}

async function post(url: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Posted | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  } catch {
    return null;
  }
}

const patienceMs = 600_000;

/** Waits until the query has a row; long, since workers may be killed all the while. */
export async function awaitRow(world: World, sql: string, ...values: readonly unknown[]): Promise<void> {
  for (
    const end = Date.now() + patienceMs;
    Date.now() < end;
    await new Promise((resolve) => setTimeout(resolve, 100))
  ) {
    if ((await rowsOf(world, sql, values)).length > 0) return;
  }
  throw new Error(`nothing within ten minutes: ${sql} ${JSON.stringify(values)}`);
}

/** Rows, asked for until the database answers: it may be down right now. */
export async function rowsOf<T extends QueryResultRow>(
  world: World,
  sql: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  for (;;) {
    try {
      return (await world.db.pool.query<T>(sql, [...values])).rows;
    } catch (error) {
      if (!isAway(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /ECONNREFUSED|ECONNRESET|terminat|starting up|shutting down|timeout/i.test(
    `${error.message} ${String('code' in error ? error.code : '')}`,
  );
}
