#!/usr/bin/env node
// Runs before anything is installed: Node's own modules only, until the dependencies are there.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { checkNode } from '../../embedded/bootstrap/check-node.mjs';
import { installDependencies } from '../../embedded/bootstrap/install-dependencies.mjs';

checkNode();
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

// Images carry compiled JavaScript beside this file and no TypeScript.
const compiled = join(root, 'engine', 'cli', 'main.js');
if (existsSync(compiled)) {
  await import(pathToFileURL(compiled).href);
} else {
  await installDependencies(root);
  const { register } = await import('tsx/esm/api');
  register();
  await import(pathToFileURL(join(root, 'engine', 'cli', 'main.ts')).href);
}
