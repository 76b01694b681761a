import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..', '..');

/**
 * Builds the designer into dist/designer by its own vite configuration. The last build stays in place until the new one is
 * whole: a running server serves from there.
 */
export async function buildDesigner() {
  const folder = join(root, 'designer');
  const own = ['vite.config.ts', 'vite.config.mjs', 'vite.config.js']
    .flatMap((name) => [join(folder, name), join(root, name)])
    .find((path) => existsSync(path));
  const draft = join(root, 'dist', `designer.${process.pid}`);
  const last = `${draft}.last`;
  await build({
    root: folder,
    ...(own === undefined ? {} : { configFile: own }),
    build: { outDir: draft, emptyOutDir: true },
  });
  const target = join(root, 'dist', 'designer');
  await rename(target, last).catch(() => {});
  await rename(draft, target);
  await rm(last, { recursive: true, force: true });
}
