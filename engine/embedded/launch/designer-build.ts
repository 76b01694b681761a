import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../run-command.ts';
import type { Say } from '../stack-error.ts';
import { words } from '../words.ts';

/** What the browser's bundle is made of: a change below any of them calls for a new build. */
const sources = ['designer', 'engine', 'connectors', 'package-lock.json'];

/**
 * Builds the pages unless the last build was made from the same sources. A failed build is said and leaves the last
 * pages: the API works without them.
 */
export async function buildDesigner(root: string, say: Say): Promise<void> {
  // An image carries the pages, and nothing to build them from.
  if (!existsSync(join(root, 'designer', 'index.html'))) return;
  const stampFile = join(root, 'dist', 'designer.stamp');
  const stamp = await fingerprint(root);
  const last = await readFile(stampFile, 'utf8').catch(() => '');
  if (stamp === last && existsSync(join(root, 'dist', 'designer', 'index.html'))) return;
  say(words.buildingDesigner());
  const started = Date.now();
  const result = await runCommand(process.execPath, ['engine/embedded/build.mjs', 'designer'], {
    cwd: root,
    timeoutMs: 600_000,
  });
  if (!result.ok) return say(words.designerFailed(result.reason));
  await mkdir(dirname(stampFile), { recursive: true });
  await writeFile(stampFile, stamp);
  say(words.designerBuilt(Math.round((Date.now() - started) / 1000)));
}

/** Names, sizes and times of all source files: milliseconds to compute, and a fresh clone has its own. */
async function fingerprint(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesBelow(join(root, source))) {
      const { size, mtimeMs } = await stat(file);
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

async function filesBelow(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
