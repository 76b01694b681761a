import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Transaction } from './database.ts';
import { transaction } from './database.ts';

/** Migrations of one owner. Files are `NNNN_name.sql`, applied in the order of their numbers, only forward. */
export interface MigrationFolder {
  /** Stable name of the owner, e.g. `engine` or `commerce/stock`. */
  readonly owner: string;
  readonly path: string;
}

/** The database belongs to another version of Silkflow: it was changed by migrations that this version does not have. */
export class SchemaVersionError extends Error {
  readonly unknown: readonly string[];

  constructor(message: string, unknown: readonly string[]) {
    super(message);
    this.name = 'SchemaVersionError';
    this.unknown = unknown;
  }
}

interface Migration {
  readonly owner: string;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

// Any constant works as long as nothing else in the database locks by it; the digits spell "silk" on a phone.
const lockId = 7455;

/**
 * Brings the database to this version. Several processes may call it at once: the others wait and find nothing to do.
 * Answers the names of what it applied. Throws `SchemaVersionError` when the database is of another version.
 */
export async function migrate(db: Database, folders: readonly MigrationFolder[]): Promise<readonly string[]> {
  const migrations = await readMigrations(folders);
  return transaction(db, async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [lockId]);
    await tx.query(
      `create table if not exists public.silkflow_migration (
         owner text not null, name text not null, checksum text not null, applied_at timestamptz not null default now(),
         primary key (owner, name))`,
    );
    const applied = await appliedMigrations(tx);
    refuseForeign(applied, migrations, folders);
    const missing = migrations.filter(({ owner, name }) => !applied.has(`${owner}/${name}`));
    for (const migration of missing) {
      await tx.query(migration.sql);
      await tx.query('insert into public.silkflow_migration (owner, name, checksum) values ($1, $2, $3)', [
        migration.owner,
        migration.name,
        migration.checksum,
      ]);
    }
    return missing.map(({ owner, name }) => `${owner}/${name}`);
  });
}

/** Throws `SchemaVersionError` unless exactly these migrations were applied. What every process but the first runs. */
export async function checkSchema(db: Database, folders: readonly MigrationFolder[]): Promise<void> {
  const migrations = await readMigrations(folders);
  await transaction(db, async (tx) => {
    const { rows } = await tx.query<{ known: boolean }>(
      `select to_regclass('public.silkflow_migration') is not null as known`,
    );
    const applied = rows[0]?.known === true ? await appliedMigrations(tx) : new Map<string, string>();
    refuseForeign(applied, migrations, folders);
    const missing = migrations.filter(({ owner, name }) => !applied.has(`${owner}/${name}`));
    if (missing.length > 0) {
      const names = missing.map(({ owner, name }) => `${owner}/${name}`);
      throw new SchemaVersionError(
        `The database lacks ${names.join(', ')}: it is of an older version. Start the server, which migrates it, first.`,
        [],
      );
    }
  });
}

async function readMigrations(folders: readonly MigrationFolder[]): Promise<readonly Migration[]> {
  const migrations: Migration[] = [];
  for (const { owner, path } of folders) {
    const names = (await readdir(path)).filter((name) => /^\d+_.*\.sql$/.test(name)).toSorted();
    for (const name of names) {
      const sql = await readFile(join(path, name), 'utf8');
      migrations.push({ owner, name, sql, checksum: createHash('sha256').update(sql).digest('hex') });
    }
  }
  return migrations;
}

/** Name → checksum. */
async function appliedMigrations(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ owner: string; name: string; checksum: string }>(
    'select owner, name, checksum from public.silkflow_migration',
  );
  return new Map(rows.map(({ owner, name, checksum }) => [`${owner}/${name}`, checksum]));
}

/** Owners outside `folders` are not ours to judge. */
function refuseForeign(
  applied: ReadonlyMap<string, string>,
  migrations: readonly Migration[],
  folders: readonly MigrationFolder[],
): void {
  const owners = new Set(folders.map(({ owner }) => owner));
  const known = new Map(migrations.map(({ owner, name, checksum }) => [`${owner}/${name}`, checksum]));
  const unknown = [...applied.keys()].filter(
    (name) => owners.has(name.slice(0, name.lastIndexOf('/'))) && !known.has(name),
  );
  const changed = [...applied].filter(([name, checksum]) => (known.get(name) ?? checksum) !== checksum);
  if (unknown.length > 0) {
    throw new SchemaVersionError(
      `The database was made by another version of Silkflow (it has ${unknown.join(', ')}). ` +
        'Start that version, or name another database in DATABASE_URL.',
      unknown,
    );
  }
  if (changed.length > 0) {
    const names = changed.map(([name]) => name);
    throw new SchemaVersionError(
      `The database was made by another version of Silkflow (${names.join(', ')} differs). ` +
        'Start that version, or name another database in DATABASE_URL.',
      names,
    );
  }
}
