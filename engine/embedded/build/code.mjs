import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { transform } from 'esbuild';

const root = join(import.meta.dirname, '..', '..', '..');
const target = join(root, 'dist', 'code');
const trees = ['engine', 'workflows', 'activities', 'connectors'];

/**
 * Compiles each TypeScript file to a JavaScript file beside the same neighbors (SQL, diagrams, data), so that paths
 * relative to a module stay true; only the extensions in imports change.
 */
export async function buildCode() {
  await rm(target, { recursive: true, force: true });
  let count = 0;
  for (const tree of trees) {
    for (const file of await filesBelow(join(root, tree))) {
      await place(file);
      count += 1;
    }
  }
  const { name, version, license, type, engines, imports, dependencies } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  );
  const manifest = { name, version, private: true, license, type, engines, imports, dependencies };
  await writeFile(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  process.stdout.write(`${count} files in ${relative(root, target)}\n`);
}

async function place(file) {
  const path = join(target, relative(root, file));
  await mkdir(dirname(path), { recursive: true });
  if (!/\.tsx?$/.test(file)) return cp(file, path);
  if (file.endsWith('.d.ts')) return undefined;
  const { code } = await transform(await readFile(file, 'utf8'), {
    loader: file.endsWith('x') ? 'tsx' : 'ts',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    sourcemap: 'inline',
    sourcefile: relative(root, file),
  });
  return writeFile(path.replace(/\.tsx?$/, '.js'), withJsExtensions(code));
}

/** Our own modules are named with their `.ts`, in imports and in `import.meta.resolve`; the compiled one ends in `.js`. */
function withJsExtensions(code) {
  return code
    .replace(/((?:from|import)\s*\(?\s*)(["'])(\.[^"']*)\.tsx?\2/g, '$1$2$3.js$2')
    .replace(/(["'])(#(?:engine|workflows|activities|connectors)\/[^"']*)\.tsx?\1/g, '$1$2.js$1');
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
