import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { installationRoot as root } from '#engine/config/index.ts';
import type { SourceFile } from './source-files.ts';

/** `kept`: every import counts, since a type too ties a folder to another. `dropped`: what is loaded when it runs. */
export type TypeImports = 'kept' | 'dropped';

/**
 * A copy of source files in which dependency-cruiser can read everything: its swc parser knows no JSX, so components are
 * compiled first. Answers the folder; the caller removes it.
 */
export function mirrorForCruise(files: readonly SourceFile[], types: TypeImports): string {
  const folder = mkdtempSync(join(tmpdir(), 'silkflow-architecture-'));
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), mirrored(path, text, types));
  }
  return folder;
}

function mirrored(path: string, text: string, types: TypeImports): string {
  if (!/\.(ts|tsx|mts)$/.test(path) || path.endsWith('.d.ts') || path.endsWith('.d.mts')) return text;
  if (types === 'dropped') return compiled(text, path);
  if (!path.endsWith('.tsx')) return text;
  return compiled(text.replace(/^(import|export) type \{/gm, '$1 {').replace(/\{ type (\w+)/g, '{ $1'), path);
}

/** With each import that is written as one of values, used or not. */
function compiled(text: string, path: string): string {
  const { code } = transformSync(text, {
    loader: path.endsWith('x') ? 'tsx' : 'ts',
    jsx: 'automatic',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  });
  return code;
}
