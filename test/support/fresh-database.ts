import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { migrateTemplate, migrationTexts } from './template-migrations.ts';

/** A database of its own for a test file: migrated, empty. */
export interface FreshDatabase {
  readonly url: string;
  /** Removes it. Throws when a connection is still open 2 s later: a pool that the test forgot to end. */
  drop(): Promise<void>;
}

/** Clones the migrated template, which takes about 50 ms; the first call after a changed migration makes the template. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const admin = postgresAddress();
  const template = await ensureTemplate(admin);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(admin, (client) => client.query(`create database ${name} template ${template}`));
  return { url: withDatabase(admin, name), drop: () => drop(admin, name) };
}

/** URL of the shared Postgres's maintenance database, from the environment that the global setup fills. */
export function postgresAddress(): string {
  return fromEnvironment('SILKFLOW_TEST_PG');
}

/** `host:port` of the shared Temporal dev server. */
export function temporalAddress(): string {
  return fromEnvironment('SILKFLOW_TEST_TEMPORAL');
}

/** A task queue that no other test uses. */
export function uniqueTaskQueue(): string {
  return `queue-${randomBytes(6).toString('hex')}`;
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run this test in the integration project`);
  return value;
}

async function ensureTemplate(admin: string): Promise<string> {
  const hash = createHash('sha256')
    .update(await migrationTexts())
    .digest('hex');
  const name = `template_${hash.slice(0, 16)}`;
  await withClient(admin, async (client) => {
    // One maker at a time: test files of several runs share this server.
    await client.query('select pg_advisory_lock(20261123)');
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount !== 0) return;
    const draft = `draft_${randomBytes(6).toString('hex')}`;
    await client.query(`create database ${draft}`);
    try {
      await migrateTemplate(withDatabase(admin, draft));
      await client.query(`alter database ${draft} rename to ${name}`);
    } catch (error) {
      await client.query(`drop database ${draft} with (force)`);
      throw error;
    }
  });
  return name;
}

async function drop(admin: string, name: string): Promise<void> {
  await withClient(admin, async (client) => {
    const open = async (): Promise<string[]> => {
      const { rows } = await client.query<{ query: string }>('select query from pg_stat_activity where datname = $1', [
        name,
      ]);
      return rows.map(({ query }) => query);
    };
    let leaked = await open();
    for (let waited = 0; leaked.length > 0 && waited < 2_000; waited += 100) {
      await sleep(100);
      leaked = await open();
    }
    await client.query(`drop database ${name} with (force)`);
    if (leaked.length > 0) throw new Error(`connections left open, their last statements: ${leaked.join(' | ')}`);
  });
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
