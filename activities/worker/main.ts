import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import type { Worker } from '@temporalio/worker';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { createCommerceActivities } from '#activities/commerce/index.ts';
import { describeProblem, migrationFolders, readConfiguration } from '#engine/config/index.ts';
import type { Configuration } from '#engine/config/index.ts';
import { openDatabase } from '#engine/store/database.ts';
import type { Database } from '#engine/store/database.ts';
import { createContentCache, createKeyLease, createPayloadCodec } from '#engine/store/definitions/index.ts';
import { checkInstallation, InstallationError } from '#engine/store/installation/index.ts';
import { checkSchema, SchemaVersionError } from '#engine/store/migrate.ts';
import { bringStart } from '../runtime/instance-starts.ts';
import { createPublications } from '../runtime/publications.ts';
import { createEngineWorker } from './create-worker.ts';
import { evaluateStoredDecision } from './stored-decision.ts';
import { workerLogger } from './worker-logger.ts';

const aliveEveryMs = 10_000;

const configuration = readConfiguration(process.env);
if (configuration.ok) {
  await main(configuration.value);
} else {
  for (const problem of configuration.problems) process.stderr.write(`${describeProblem(problem, 'en')}\n`);
  process.exitCode = 1;
}

async function main(settings: Configuration): Promise<void> {
  const log = pino({ level: settings.logLevel, base: { process: 'worker' } });
  Runtime.install({ logger: workerLogger(log), shutdownSignals: [] });
  const db = openDatabase(settings.databaseUrl, {
    poolSize: settings.databasePoolSize,
    name: 'silkflow worker',
    byKey: true,
  });
  try {
    await awaitSchema(db, log);
    const connection = await connect(settings, log);
    const worker = await assemble(settings, db, connection, log);
    stopOnSignals(worker, log);
    const alive = setInterval(() => void reportAlive(settings, worker), aliveEveryMs);
    log.info({ taskQueue: settings.taskQueue, temporal: settings.temporalAddress }, 'worker runs');
    await worker.run();
    clearInterval(alive);
    await connection.close();
  } catch (error) {
    if (!(error instanceof SchemaVersionError || error instanceof InstallationError)) throw error;
    log.fatal(error instanceof InstallationError ? error.text[settings.language] : error.message);
    process.exitCode = 1;
  } finally {
    await db.pool.end();
  }
}

/** The server migrates; a worker that comes first waits for it, and says so once. */
async function awaitSchema(db: Database, log: Logger): Promise<void> {
  for (let waited = 0; ; waited += 1) {
    try {
      return await checkSchema(db, migrationFolders());
    } catch (error) {
      // Migrations that this version does not have will not go away by waiting.
      if (error instanceof SchemaVersionError && error.unknown.length > 0) throw error;
      if (waited === 5) log.warn({ reason: String(error) }, 'waiting for the database');
      await sleep(1_000);
    }
  }
}

async function connect(settings: Configuration, log: Logger): Promise<NativeConnection> {
  for (let waited = 0; ; waited += 1) {
    try {
      return await NativeConnection.connect({ address: settings.temporalAddress });
    } catch (error) {
      if (waited === 5) log.warn({ reason: String(error), address: settings.temporalAddress }, 'waiting for Temporal');
      await sleep(1_000);
    }
  }
}

async function assemble(
  settings: Configuration,
  db: Database,
  connection: NativeConnection,
  log: Logger,
): Promise<Worker> {
  const { taskQueue, temporalNamespace: namespace } = settings;
  const contents = createContentCache(db);
  const keys = createKeyLease();
  const codec = createPayloadCodec({ db, contents, deliverDefinitions: false });
  const client = new Client({ connection, namespace, dataConverter: { payloadCodecs: [codec] } });
  await checkInstallation(db, client, taskQueue);
  const bring = (instance: string): void => {
    bringStart(db, client, taskQueue, instance).catch((error: unknown) =>
      log.warn({ err: error, instance }, 'start not confirmed by Temporal yet; a server will repeat it'),
    );
  };
  const publications = createPublications(db, keys, bring);
  const apiKey = settings.partyKey;
  const activities = createCommerceActivities({
    pool: db.pool,
    partners: {
      payment: { url: settings.paymentUrl, apiKey },
      carrier: { url: settings.carrierUrl, apiKey },
      customs: { url: settings.customsUrl, apiKey },
      supplier: { url: settings.supplierUrl, apiKey },
    },
    publish: async (message) => {
      const effectId = `activity:${message.name}:${message.correlationKey}:${message.messageId}`;
      await publications.publishMessage({ ...message, tenantId: '<default>', effectId });
    },
    pace: settings.timers,
  });
  return createEngineWorker({
    connection,
    namespace,
    taskQueue,
    db,
    activities,
    services: { evaluateDecision: evaluateStoredDecision(db, contents, settings.zone), bringStart: bring },
    onRetry: ({ error, instances }) => log.warn({ err: error, instances }, 'rows could not be written; trying again'),
    tuning: {
      maxCachedWorkflows: settings.maxCachedWorkflows,
      maxConcurrentActivityTaskExecutions: settings.maxConcurrentActivities,
      shutdownGraceTime: '10 seconds',
      shutdownForceTime: '14 seconds',
    },
  });
}

/** A second signal ends the process at once. */
function stopOnSignals(worker: Worker, log: Logger): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'worker stops: running activities may end');
      if (worker.getState() === 'RUNNING') worker.shutdown();
    });
  }
}

/** A file whose time tells that the worker lives; what container health checks look at. */
async function reportAlive({ dataFolder }: Configuration, worker: Worker): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  await writeFile(join(dataFolder, 'worker.alive'), `${new Date().toISOString()} ${worker.getState()}\n`);
}
