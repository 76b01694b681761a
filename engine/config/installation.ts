import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Root of the checkout, or of the compiled tree in an image. */
export const installationRoot = join(import.meta.dirname, '..', '..');

/**
 * Folders of SQL migrations with their owners, in the order in which they apply: the engine's, then commerce's areas by
 * the number of their first file. `migrate` of engine/store takes the list.
 */
export function migrationFolders(): readonly { readonly owner: string; readonly path: string }[] {
  const commerce = join(installationRoot, 'activities', 'commerce');
  const areas = subfolders(commerce)
    .map((area) => ({ owner: `commerce/${area}`, path: join(commerce, area, 'store', 'migrations') }))
    .flatMap((folder) => {
      const first = existsSync(folder.path) ? readdirSync(folder.path).filter(isMigration).sort()[0] : undefined;
      return first === undefined ? [] : [{ ...folder, first }];
    })
    .sort((a, b) => (a.first < b.first ? -1 : 1))
    .map(({ owner, path }) => ({ owner, path }));
  return [{ owner: 'engine', path: join(installationRoot, 'engine', 'store', 'migrations') }, ...areas];
}

/** The shipped processes, one list of files each: what `silkflow up` deploys. */
export function definitionFolders(): readonly { readonly name: string; readonly files: readonly string[] }[] {
  const folder = join(installationRoot, 'workflows', 'definitions');
  return subfolders(folder).flatMap((name) => {
    const files = readdirSync(join(folder, name))
      .filter((file) => /\.(bpmn|dmn|form)$/.test(file))
      .sort()
      .map((file) => join(folder, name, file));
    return files.length === 0 ? [] : [{ name, files }];
  });
}

function subfolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function isMigration(name: string): boolean {
  return /^\d+_.*\.sql$/.test(name);
}
