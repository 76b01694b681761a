import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { installationRoot as root } from '#engine/config/index.ts';
import type { TypeImports } from './mirror-for-cruise.ts';
import { mirrorForCruise } from './mirror-for-cruise.ts';
import type { SourceFile } from './source-files.ts';
import { productFolders, sourceFiles } from './source-files.ts';

const reportSchema = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
        cycle: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string(), comment: z.string() })) }),
  }),
});

/** Rules about what is loaded; all others are about what is known. */
const aboutLoading = ['no-cycle', 'types-of-the-kernel-only'];

/** Violations as sentences: who imports whom, and why the rule exists. */
async function violations(files: readonly SourceFile[]): Promise<string[]> {
  const known = await cruise(files, 'kept');
  const loaded = await cruise(files, 'dropped');
  return [
    ...known.filter(({ rule }) => !aboutLoading.includes(rule)),
    ...loaded.filter(({ rule }) => aboutLoading.includes(rule)),
  ].map(({ sentence }) => sentence);
}

async function cruise(files: readonly SourceFile[], types: TypeImports): Promise<{ rule: string; sentence: string }[]> {
  const folder = mirrorForCruise(files, types);
  const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const trees = [...new Set(files.map(({ path }) => path.split('/')[0] ?? ''))];
  const args = [program, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', ...trees];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 200_000_000 });
    const { summary } = reportSchema.parse(JSON.parse(stdout));
    const reasons = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
    expect(summary.totalCruised).toBeGreaterThanOrEqual(files.filter(({ path }) => /\.tsx?$/.test(path)).length);
    return summary.violations.map(({ from, to, rule: { name }, cycle }) => {
      const path =
        cycle === undefined ? `${from} imports ${to}` : [from, ...cycle.map((step) => step.name)].join(' → ');
      return { rule: name, sentence: `${path}\n    ${name}: ${reasons.get(name)}` };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the direction of imports', () => {
  it('is kept everywhere', async () => {
    const files = sourceFiles(productFolders, /\.(ts|tsx|mts|mjs|json|css|svg)$/);
    expect((await violations(files)).join('\n')).toBe('');
  });

  it('is missed by no wrong import', async () => {
    // given: one wrong import a rule, each in a file of its own
    const wrong: readonly (readonly [string, string, string])[] = [
      ['pure-without-node', 'engine/kernel/one.ts', `import { readFile } from 'node:fs';`],
      ['pure-without-temporal', 'engine/kernel/two.ts', `import { sleep } from '@temporalio/workflow';`],
      ['wording-below-all', 'engine/wording/one.ts', `import { b } from '#engine/store/b.ts';`],
      ['translation-of-words', 'engine/translation/one.ts', `import { b } from '#engine/kernel/index.ts';`],
      ['kernel-on-model', 'engine/kernel/three.ts', `import { b } from '#engine/server/b.ts';`],
      [
        'server-never-inside-the-kernel',
        'engine/server/one.ts',
        `import type { b } from '#engine/kernel/elements/b.ts';`,
      ],
      ['types-of-the-kernel-only', 'engine/server/four.ts', `import { b } from '#engine/kernel/index.ts';`],
      ['store-below', 'engine/store/one.ts', `import { b } from '../server/b.ts';`],
      ['engine-without-commerce', 'engine/store/two.ts', `import { b } from '#activities/commerce/b.ts';`],
      ['no-import-of-main', 'engine/server/two.ts', `import { b } from './main.ts';`],
      ['commerce-without-server', 'activities/commerce/one.ts', `import { b } from '#engine/server/b.ts';`],
      ['workflows-on-kernel', 'workflows/one.ts', `import { b } from '#engine/store/b.ts';`],
      ['sandbox-without-zod', 'workflows/process-instance/one.ts', `import { z } from 'zod';`],
      ['contracts-know-nobody', 'engine/contracts/one.ts', `import type { b } from '#engine/server/b.ts';`],
      ['designer-in-the-browser', 'designer/one.tsx', `import type { b } from '#engine/server/b.ts';`],
      ['pages-without-node', 'designer/two.tsx', `import { join } from 'node:path';`],
      ['resolvable', 'engine/server/three.ts', `import { b } from './nowhere.ts';`],
    ];
    const targets = [
      'engine/server/b.ts',
      'engine/server/main.ts',
      'engine/store/b.ts',
      'engine/kernel/elements/b.ts',
      'engine/kernel/index.ts',
    ];
    const files = [
      ...[...targets, 'activities/commerce/b.ts'].map((path) => ({ path, text: 'export const b = 1;' })),
      ...wrong.map(([, path, text]) => ({ path, text: `${text}\nexport const a = 1;` })),
      { path: 'engine/server/round.ts', text: `export { trip } from './trip.ts';` },
      { path: 'engine/server/trip.ts', text: `import { round } from './round.ts';\nexport const trip = 1;` },
    ];
    // when
    const lines = await violations(files);
    // then: each is found in its file, under its rule
    for (const [rule, path] of wrong) {
      expect(
        lines.filter((line) => line.startsWith(`${path} imports`) && line.includes(`${rule}:`)),
        path,
      ).toHaveLength(1);
    }
    expect(lines.filter((line) => line.includes('no-cycle:'))).not.toEqual([]);
  });
});
