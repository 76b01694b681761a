import { join } from 'node:path';
import pg from 'pg';
import type { ProcessPlan } from '../processes/running-process.ts';
import type { PostgresCluster } from './prepare-postgres.ts';
import { superuser } from './prepare-postgres.ts';

export interface PostgresSettings {
  readonly port: number;
  readonly logFile: string;
  /** Data that a crash may lose, for tests: no fsync, twice as fast. */
  readonly throwaway?: boolean;
}

/** How a prepared cluster is started: on loopback only, without Unix sockets, whose paths are limited to 107 bytes. */
export function postgresPlan(cluster: PostgresCluster, settings: PostgresSettings): ProcessPlan {
  const values: Record<string, string | number> = {
    port: settings.port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    ...(settings.throwaway ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' } : {}),
  };
  return {
    name: 'postgres',
    command: join(cluster.binaries, 'bin', 'postgres'),
    args: ['-D', cluster.data, ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    env: { ...process.env, LC_ALL: 'C', PGTZ: 'UTC', TZ: 'UTC' },
    cwd: '/',
    ...cluster.user,
    logFile: settings.logFile,
    isReady: () => accepts(postgresUrl(cluster, settings.port, 'postgres')),
    readyWithinMs: 60_000,
    // SIGINT is Postgres's fast shutdown: it ends sessions and writes a checkpoint; SIGTERM would wait for clients.
    stopSignal: 'SIGINT',
    stopWithinMs: 20_000,
  };
}

export function postgresUrl(cluster: PostgresCluster, port: number, database: string): string {
  return `postgres://${superuser}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/** Makes a database unless it is there. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** Whether a database takes connections and answers. */
export async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  // A connection that breaks later reports it as an event, which would end the process without a listener.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
