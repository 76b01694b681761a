import type { LaunchConfiguration } from '#engine/config/index.ts';
import { freePort } from '../free-port.ts';
import { accepts, ensureDatabase, postgresPlan, postgresUrl } from '../postgres/postgres-plan.ts';
import { preparePostgres } from '../postgres/prepare-postgres.ts';
import type { ProcessPlan } from '../processes/running-process.ts';
import { StackError } from '../stack-error.ts';
import type { Say } from '../stack-error.ts';
import { cacheFolder, findTemporal } from '../temporal/find-temporal.ts';
import { answers, keepHistories, temporalPlan } from '../temporal/temporal-plan.ts';
import { words } from '../words.ts';
import type { DataManifest } from './data-folder.ts';
import { logFile, temporalFile } from './data-folder.ts';

export interface ServiceSettings {
  readonly env: NodeJS.ProcessEnv;
  readonly launch: LaunchConfiguration;
  readonly dataFolder: string;
  readonly manifest: DataManifest;
  readonly namespace: string;
  readonly say: Say;
  /** Starts a plan under supervision; resolves once it is ready. */
  readonly start: (plan: ProcessPlan, place: { readonly port: number; readonly url: string | null }) => Promise<void>;
}

export interface TemporalService {
  readonly address: string;
  readonly uiUrl: string | null;
  /** Version of the embedded CLI; null = a cluster of somebody else's. */
  readonly version: string | null;
}

export interface DatabaseService {
  readonly url: string;
  readonly version: string | null;
}

const databaseName = 'silkflow';
const retentionDays = 30;

/** The cluster that TEMPORAL_ADDRESS names, else a dev server of our own with its SQLite file in the data folder. */
export async function provideTemporal(settings: ServiceSettings): Promise<TemporalService> {
  const { env, launch, namespace, say } = settings;
  const given = env['TEMPORAL_ADDRESS'];
  if (given) {
    if (!(await answers(given, namespace))) throw new StackError(words.temporalUnreachable(given, namespace));
    return { address: given, uiUrl: env['SILKFLOW_TEMPORAL_UI_URL'] ?? null, version: null };
  }
  const cli = await findTemporal({
    given: launch.temporalCli,
    path: env['PATH'],
    cache: cacheFolder(env),
    writtenBy: settings.manifest.versions.temporalCli,
    say,
  });
  const port = await freePort(launch.temporalPort);
  const [uiPort, httpPort, metricsPort] = [await freePort(port + 1000), await freePort(), await freePort()];
  const uiUrl = `http://127.0.0.1:${uiPort}`;
  const plan = temporalPlan({
    cli: cli.path,
    port,
    uiPort,
    httpPort,
    metricsPort,
    namespace,
    file: temporalFile(settings.dataFolder),
    synchronous: launch.temporalSynchronous,
    logFile: logFile(settings.dataFolder, 'temporal'),
  });
  await settings.start(plan, { port, url: uiUrl });
  const address = `127.0.0.1:${port}`;
  await keepHistories(address, namespace, retentionDays);
  say(words.temporalReady(cli.version, port));
  return { address, uiUrl, version: cli.version };
}

/** The database that DATABASE_URL names, else a PostgreSQL of our own with its cluster in the data folder. */
export async function provideDatabase(settings: ServiceSettings): Promise<DatabaseService> {
  const { env, launch, say } = settings;
  const given = env['DATABASE_URL'];
  if (given) {
    if (!(await accepts(given))) throw new StackError(words.databaseUnreachable());
    return { url: given, version: null };
  }
  say(words.startingPostgres());
  const cluster = await preparePostgres(settings.dataFolder, settings.manifest.postgresPassword);
  const port = await freePort(launch.postgresPort);
  const plan = postgresPlan(cluster, { port, logFile: logFile(settings.dataFolder, 'postgres') });
  await settings.start(plan, { port, url: null });
  await ensureDatabase(postgresUrl(cluster, port, 'postgres'), databaseName);
  say(words.postgresReady(cluster.version, port));
  return { url: postgresUrl(cluster, port, databaseName), version: cluster.version };
}
