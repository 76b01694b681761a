import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { installationRoot as root } from '#engine/config/index.ts';

export interface SourceFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every file below the named folders whose name matches. */
export function sourceFiles(folders: readonly string[], names: RegExp): SourceFile[] {
  return folders.flatMap((folder) => {
    let entries;
    try {
      entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
    } catch {
      return [];
    }
    return entries
      .filter((entry) => entry.isFile() && names.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ path: relative(root, file), text: readFileSync(file, 'utf8') }));
  });
}

export const productFolders = ['engine', 'workflows', 'activities', 'connectors', 'designer'];
