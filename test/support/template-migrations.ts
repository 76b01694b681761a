import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

const root = join(import.meta.dirname, '..', '..');

interface MigrationFile {
  readonly name: string;
  readonly sql: string;
}

/** All migrations in the order in which they apply: the engine's, then commerce's by file name. */
export async function migrationFiles(): Promise<MigrationFile[]> {
  const engine = await sqlFiles(join(root, 'engine/store/migrations'));
  const areas = await readdir(join(root, 'activities/commerce')).catch(() => []);
  const commerce = await Promise.all(
    areas.map((area) => sqlFiles(join(root, 'activities/commerce', area, 'store/migrations'))),
  );
  return [...engine, ...commerce.flat().sort((a, b) => a.name.localeCompare(b.name))];
}

export async function migrateTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const { sql } of await migrationFiles()) await client.query(sql);
  } finally {
    await client.end();
  }
}

async function sqlFiles(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(join(folder, name), 'utf8') })));
}
