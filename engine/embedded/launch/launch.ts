import { resolve } from 'node:path';
import type { LaunchConfiguration } from '#engine/config/index.ts';
import { installationRoot, migrationFolders } from '#engine/config/index.ts';
import { openDatabase } from '#engine/store/database.ts';
import { migrate, SchemaVersionError } from '#engine/store/migrate.ts';
import { freePort, isFree } from '../free-port.ts';
import { endRecorded, identify, stillRuns } from '../processes/process-identity.ts';
import type { RunRecord } from '../processes/run-record.ts';
import { readRunRecord, removeRunRecord } from '../processes/run-record.ts';
import { StackError } from '../stack-error.ts';
import type { Say } from '../stack-error.ts';
import { words } from '../words.ts';
import type { ServiceSettings } from './backing-services.ts';
import { provideDatabase, provideTemporal } from './backing-services.ts';
import { lockDataFolder, openDataFolder, saveManifest } from './data-folder.ts';
import { deployDefinitions } from './deploy-definitions.ts';
import { buildDesigner } from './designer-build.ts';
import { answersHttp, isPolled, ownProcessPlan } from './own-processes.ts';
import { RunKeeper } from './run-keeper.ts';

export interface LaunchSettings {
  readonly env: NodeJS.ProcessEnv;
  readonly launch: LaunchConfiguration;
  readonly dataFolder: string;
  /** Sample orders, with timers of seconds. */
  readonly demo: boolean;
  /** Where the supervisor's own words go when nobody watches; null = a terminal. */
  readonly supervisorLog: string | null;
  readonly say: Say;
  /** Aborted by Ctrl+C: what has been started is stopped in order, in the middle of a start too. */
  readonly signal: AbortSignal;
}

export type Launch =
  | { readonly kind: 'up'; readonly record: RunRecord; stop(): Promise<void> }
  /** Another process has this data folder; its record is null while it is still starting. */
  | { readonly kind: 'already-up'; readonly record: RunRecord | null };

/** Brings the whole product up, or finds that it is up. A fault stops what was started and is thrown as a StackError. */
export async function launch(settings: LaunchSettings): Promise<Launch> {
  const dataFolder = resolve(settings.dataFolder);
  const manifest = await openDataFolder(dataFolder);
  const unlock = await lockDataFolder(dataFolder);
  if (unlock === null) return { kind: 'already-up', record: await readRunRecord(dataFolder) };
  await endLeftovers(dataFolder, settings.say);

  const keeper = new RunKeeper(await emptyRecord(settings, dataFolder), settings.say);
  const stop = async (): Promise<void> => {
    await keeper.stop();
    await unlock();
  };
  try {
    await cancellable(bringUp({ ...settings, dataFolder }, keeper, manifest), settings.signal);
    return { kind: 'up', record: keeper.record, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bringUp(
  settings: LaunchSettings,
  keeper: RunKeeper,
  manifest: ServiceSettings['manifest'],
): Promise<void> {
  const { env, dataFolder, say } = settings;
  const namespace = env['TEMPORAL_NAMESPACE'] || 'default';
  const services: ServiceSettings = {
    env,
    launch: settings.launch,
    dataFolder,
    manifest,
    namespace,
    say,
    start: (plan, place) => keeper.start(plan, place),
  };
  const [temporal, database] = await Promise.all([
    provideTemporal(services),
    provideDatabase(services).then(async (found) => {
      await migrateDatabase(found.url, found.version !== null, say);
      return found;
    }),
  ]);
  const versions = {
    temporalCli: temporal.version ?? manifest.versions.temporalCli,
    postgres: database.version ?? manifest.versions.postgres,
  };
  await saveManifest(dataFolder, { ...manifest, versions });
  // After the servers: the build takes both cores for a while, and a first start of Postgres has a time limit.
  await buildDesigner(installationRoot, say);
  await keeper.update({
    databaseUrl: database.url,
    databaseEmbedded: database.version !== null,
    temporal: { address: temporal.address, namespace, uiUrl: temporal.uiUrl, embedded: temporal.version !== null },
  });
  say(words.startingOwn());
  const url = await startOwnProcesses(settings, keeper);
  await deployDefinitions(url, env['SILKFLOW_API_TOKEN'] || null, say);
  await keeper.update({ ready: true });
}

/** Starts server, worker and simulators, and answers the server's URL. */
async function startOwnProcesses(settings: LaunchSettings, keeper: RunKeeper): Promise<string> {
  const { env, dataFolder, demo, say } = settings;
  const port = await wishedPort(env, 'SILKFLOW_PORT', 8700);
  const simulatorsPort = await wishedPort(env, 'SILKFLOW_SIMULATORS_PORT', 8710);
  const { temporal, databaseUrl } = keeper.record;
  const url = `http://127.0.0.1:${port}`;
  const simulators = `http://127.0.0.1:${simulatorsPort}`;
  const common: NodeJS.ProcessEnv = {
    SILKFLOW_PUBLIC_URL: url,
    SILKFLOW_PAYMENT_URL: `${simulators}/payment`,
    SILKFLOW_CARRIER_URL: `${simulators}/carrier`,
    SILKFLOW_CUSTOMS_URL: `${simulators}/customs`,
    SILKFLOW_SUPPLIER_URL: `${simulators}/supplier`,
    ...(demo ? { SILKFLOW_TIMERS: 'demo' } : {}),
    ...(temporal.uiUrl === null ? {} : { SILKFLOW_TEMPORAL_UI_URL: temporal.uiUrl }),
    ...withoutEmpty(env),
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    DATABASE_URL: databaseUrl,
    SILKFLOW_DATA: dataFolder,
    SILKFLOW_PORT: String(port),
    SILKFLOW_SIMULATORS_PORT: String(simulatorsPort),
    SILKFLOW_DEMO: String(demo),
  };
  await keeper.update({ url });
  const queue = { ...temporal, taskQueue: env['SILKFLOW_TASK_QUEUE'] || 'silkflow' };
  const shared = { root: installationRoot, dataFolder, env: common };
  const plans = [
    { plan: ownProcessPlan('server', { ...shared, isReady: () => answersHttp(url) }), place: { port, url } },
    {
      plan: ownProcessPlan('worker', { ...shared, isReady: (pid) => isPolled(queue, pid) }),
      place: { port: null, url: null },
    },
    {
      plan: ownProcessPlan('simulators', { ...shared, isReady: () => answersHttp(simulators) }),
      place: { port: simulatorsPort, url: simulators },
    },
  ];
  await Promise.all(
    plans.map(async ({ plan, place }) => {
      await keeper.start(plan, place);
      say(words.processReady(plan.name));
    }),
  );
  return url;
}

/** A port the user asked for must be free; a usual one that is taken is replaced. */
async function wishedPort(env: NodeJS.ProcessEnv, name: string, usual: number): Promise<number> {
  const given = Number(env[name] || 0);
  if (given === 0) return freePort(usual);
  if (!(await isFree(given))) throw new StackError(words.portTaken(name, given));
  return given;
}

async function migrateDatabase(url: string, embedded: boolean, say: Say): Promise<void> {
  const database = openDatabase(url, { poolSize: 2, name: 'silkflow up' });
  try {
    const applied = await migrate(database, migrationFolders());
    say(words.migrated(applied.length));
  } catch (error) {
    if (error instanceof SchemaVersionError)
      throw new StackError(words.otherSchema(error.unknown.join(', '), embedded));
    throw error;
  } finally {
    await database.pool.end();
  }
}

/** A supervisor that was killed left its processes; ours would find their data locked. */
async function endLeftovers(dataFolder: string, say: Say): Promise<void> {
  const record = await readRunRecord(dataFolder);
  for (const process_ of record?.processes ?? []) {
    if (!(await stillRuns(process_))) continue;
    say(words.leftover(process_.name, process_.pid));
    const signal = process_.name === 'postgres' ? 'SIGINT' : 'SIGTERM';
    await endRecorded(process_, { signal, killAfterMs: 10_000 });
  }
  await removeRunRecord(dataFolder);
}

async function emptyRecord(settings: LaunchSettings, dataFolder: string): Promise<Omit<RunRecord, 'processes'>> {
  return {
    format: 1,
    ready: false,
    startedAt: new Date().toISOString(),
    dataFolder,
    url: '',
    temporal: { address: '', namespace: '', uiUrl: null, embedded: false },
    databaseUrl: '',
    databaseEmbedded: false,
    supervisor: {
      pid: process.pid,
      identity: (await identify(process.pid)) ?? '',
      logFile: settings.supervisorLog,
    },
  };
}

/** Rejects as soon as the signal is aborted; the work goes on unheard until its processes are stopped. */
async function cancellable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const cancelled = new Promise<never>((_, reject) => {
    const cancel = (): void => reject(new StackError(words.startCancelled()));
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
  return Promise.race([work, cancelled]);
}

function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}
