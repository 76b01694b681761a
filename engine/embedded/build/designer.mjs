import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..', '..');

/** Builds the designer into dist/designer by its own vite configuration. */
export async function buildDesigner() {
  const folder = join(root, 'designer');
  const own = ['vite.config.ts', 'vite.config.mjs', 'vite.config.js']
    .flatMap((name) => [join(folder, name), join(root, name)])
    .find((path) => existsSync(path));
  await build({
    root: folder,
    ...(own === undefined ? {} : { configFile: own }),
    build: { outDir: join(root, 'dist', 'designer'), emptyOutDir: true },
  });
}
