import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { migrationFolders } from '#engine/config/index.ts';
import { openDatabase } from '#engine/store/database.ts';
import { migrate } from '#engine/store/migrate.ts';

/** Names and texts of all migrations: what a template database is made of. */
export async function migrationTexts(): Promise<string> {
  const texts = await Promise.all(
    migrationFolders().map(async ({ path }) => {
      const names = (await readdir(path)).sort();
      return Promise.all(names.map(async (name) => `${name}\0${await readFile(join(path, name), 'utf8')}\0`));
    }),
  );
  return texts.flat().join('');
}

export async function migrateTemplate(url: string): Promise<void> {
  const database = openDatabase(url, { poolSize: 2, name: 'test template' });
  try {
    await migrate(database, migrationFolders());
  } finally {
    await database.pool.end();
  }
}
