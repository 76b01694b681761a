import { type Logger, pino } from 'pino';
import { commerceManifest, webhookSources } from '#activities/commerce/index.ts';
import { type Configuration, describeProblem, migrationFolders, readConfiguration } from '#engine/config/index.ts';
import { InstallationError } from '#engine/store/installation/index.ts';
import { SchemaVersionError } from '#engine/store/migrate.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { loopbackHosts } from './http/access.ts';
import { ListenError } from './http/server.ts';
import { runServer, type RunningServer, type ServerSettings } from './run-server.ts';

/** The server process: configuration in, one log line a fault out. */
const configuration = readConfiguration(process.env);
if (configuration.ok) {
  await main(configuration.value);
} else {
  for (const problem of configuration.problems) process.stderr.write(`${describeProblem(problem, 'en')}\n`);
  process.exitCode = 1;
}

async function main(settings: Configuration): Promise<void> {
  const log: Logger = pino({ level: settings.logLevel, base: { process: 'server' } });
  try {
    const server = await runServer(serverSettings(settings), log);
    log.info({ url: server.url, temporal: settings.temporalAddress }, 'server runs');
    stopOnSignals(server, log);
  } catch (error) {
    log.fatal(error instanceof InstallationError ? error.text[settings.language] : startProblem(error));
    process.exitCode = 1;
  }
}

function serverSettings(settings: Configuration): ServerSettings {
  const named = [settings.host, ...settings.allowedHosts];
  const publicHost = settings.publicUrl === null ? [] : [new URL(settings.publicUrl).hostname];
  const hosts = new Set([...loopbackHosts, ...named, ...publicHost].map((host) => host.toLowerCase()));
  return {
    databaseUrl: settings.databaseUrl,
    databasePoolSize: settings.databasePoolSize,
    migrations: migrationFolders(),
    temporal: {
      address: settings.temporalAddress,
      namespace: settings.temporalNamespace,
      taskQueue: settings.taskQueue,
    },
    temporalUiUrl: settings.temporalUiUrl,
    host: settings.host,
    port: settings.port,
    access: { token: settings.apiToken, hosts },
    language: settings.language,
    zone: settings.zone,
    version: packageJson.version,
    designerFolder: settings.designerFolder,
    activities: commerceManifest,
    webhooks: { sources: webhookSources, secret: settings.webhookSecret },
    uniqueBusinessIds: settings.uniqueBusinessIds,
    retention: {
      requestDays: settings.keepRequestDays,
      effectDays: settings.keepEffectDays,
      messageDays: settings.keepMessageDays,
      auditDays: settings.keepAuditDays,
    },
  };
}

/** What keeps the server from starting, as one line with what to do. */
function startProblem(error: unknown): string {
  if (error instanceof ListenError || error instanceof SchemaVersionError) return error.message;
  const { code, message } =
    error instanceof Error ? { code: codeOf(error), message: error.message } : { code: '', message: String(error) };
  if (['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH'].includes(code)) {
    return `PostgreSQL cannot be reached (${code}). Check DATABASE_URL and that the database runs.`;
  }
  if (code === '28P01' || code === '28000') return 'PostgreSQL refused user or password. Check DATABASE_URL.';
  if (code === '3D000') return `PostgreSQL: ${message}. Create the database, or name another one in DATABASE_URL.`;
  return `The server could not start: ${message}`;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** A second signal ends the process at once. */
function stopOnSignals(server: RunningServer, log: Logger): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'server stops');
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'server did not stop cleanly');
          process.exit(1);
        },
      );
    });
  }
}
