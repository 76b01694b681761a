import type { Logger } from 'pino';
import type { ActivityManifest } from '#engine/contracts/activity.ts';
import type { Language } from '#engine/contracts/language.ts';
import { openDatabase } from '#engine/store/database.ts';
import type { Database } from '#engine/store/database.ts';
import { createContentCache, createPayloadCodec } from '#engine/store/definitions/index.ts';
import { checkInstallation, InstallationError } from '#engine/store/installation/index.ts';
import { type MigrationFolder, migrate } from '#engine/store/migrate.ts';
import type { AccessRules } from './http/access.ts';
import { Stream } from './http/api/stream.ts';
import { createApp } from './http/app.ts';
import { listen } from './http/server.ts';
import type { WebhookSource } from './http/webhooks.ts';
import { startBackground } from './services/background.ts';
import { createServices } from './services/create-services.ts';
import { listenToNotifications } from './services/notifications.ts';
import { type RetentionSettings, startRetention } from './services/retention.ts';
import type { Services } from './services/services.ts';
import { connectTemporal, type Temporal } from './services/temporal.ts';

export interface ServerSettings {
  readonly databaseUrl: string;
  readonly databasePoolSize: number;
  readonly migrations: readonly MigrationFolder[];
  readonly temporal: { readonly address: string; readonly namespace: string; readonly taskQueue: string };
  readonly temporalUiUrl: string | null;
  readonly host: string;
  readonly port: number;
  readonly access: AccessRules;
  readonly language: Language;
  readonly zone: string;
  readonly version: string;
  readonly designerFolder: string;
  readonly activities: readonly ActivityManifest[];
  readonly webhooks: { readonly sources: Readonly<Record<string, WebhookSource>>; readonly secret: string };
  readonly uniqueBusinessIds: boolean;
  /** Absent = everything is kept. */
  readonly retention?: RetentionSettings;
}

export interface RunningServer {
  /** Where it listens, e.g. `http://127.0.0.1:8700`. */
  readonly url: string;
  readonly services: Services;
  /** Lets running requests end, then lets go of everything. */
  stop(): Promise<void>;
}

const stopGraceMs = 5_000;
const temporalPatienceMs = 5_000;

/** Brings the database to this version, then serves until `stop`. Throws what keeps it from starting. */
export async function runServer(settings: ServerSettings, log: Logger): Promise<RunningServer> {
  const { database, keyed } = openConnections(settings);
  const notifications = listenToNotifications(settings.databaseUrl, log);
  const codec = createPayloadCodec({ db: keyed, contents: createContentCache(keyed), deliverDefinitions: false });
  const temporal = connectTemporal({
    ...settings.temporal,
    codec,
    check: (client) => checkInstallation(database, client, settings.temporal.taskQueue),
  });
  const closeConnections = async (): Promise<void> => {
    await notifications.close();
    await temporal.close();
    await Promise.all([database.pool.end(), keyed.pool.end()]);
  };
  try {
    await migrate(database, settings.migrations);
    await checkTemporal(temporal, log);
    const services = createServices({
      database,
      keyed,
      temporal,
      notifications,
      log,
      activities: settings.activities,
      settings: {
        version: settings.version,
        zone: settings.zone,
        temporalUiUrl: settings.temporalUiUrl,
        temporalNamespace: settings.temporal.namespace,
      },
      uniqueBusinessIds: settings.uniqueBusinessIds,
    });
    const stream = new Stream(services);
    const app = createApp(services, { ...settings, stream, log });
    const listening = await listen(app, settings);
    const background = startBackground(services);
    const retention = settings.retention && startRetention(database, settings.retention, log);
    return {
      url: `http://${urlHost(settings.host)}:${listening.address.port}`,
      services,
      async stop() {
        stream.close();
        await listening.close(stopGraceMs);
        await Promise.all([background.stop(), retention?.stop()]);
        await closeConnections();
      },
    };
  } catch (error) {
    await closeConnections();
    throw error;
  }
}

/**
 * A third of the connections for searches, the others for what runs with every request and job: those plan by key. Searches
 * that take long so leave the others alone.
 */
function openConnections({ databaseUrl, databasePoolSize }: ServerSettings): Record<'database' | 'keyed', Database> {
  const searching = Math.max(1, Math.floor(databasePoolSize / 3));
  const poolSize = Math.max(1, databasePoolSize - searching);
  return {
    database: openDatabase(databaseUrl, { poolSize: searching, name: 'silkflow server, searches' }),
    keyed: openDatabase(databaseUrl, { poolSize, name: 'silkflow server', byKey: true }),
  };
}

/** The server serves without Temporal too, but not with another database's. */
async function checkTemporal(temporal: Temporal, log: Logger): Promise<void> {
  try {
    await temporal.check(temporalPatienceMs);
  } catch (error) {
    if (error instanceof InstallationError) throw error;
    log.warn({ err: error }, 'Temporal does not answer yet; nothing starts or goes on until it does');
  }
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
