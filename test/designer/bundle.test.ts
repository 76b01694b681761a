import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

interface Chunk {
  readonly code: string;
  readonly imports: readonly string[];
  readonly modules: readonly string[];
  readonly source: string | null;
}

const chunks = new Map<string, Chunk>();

/** Everything that is loaded before `source` can be shown: the entry, the page, and what they import. */
function loadedFor(...sources: readonly string[]): readonly Chunk[] {
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const imported of chunks.get(file)?.imports ?? []) load(imported);
  };
  for (const source of ['designer/index.html', ...sources]) {
    const [file] = [...chunks].find(([, chunk]) => chunk.source?.endsWith(source) === true) ?? [];
    if (file === undefined) throw new Error(`no chunk of ${source}`);
    load(file);
  }
  return [...loaded].flatMap((file) => chunks.get(file) ?? []);
}

function gzippedKilobytes(loaded: readonly Chunk[]): number {
  return loaded.reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0) / 1_000;
}

const cockpitPages = ['instances-page.tsx', 'instance-page.tsx', 'process-page.tsx'].map(
  (page) => `designer/cockpit/${page}`,
);

describe('the built pages', () => {
  beforeAll(async () => {
    // The test runner's own value would bring React's development build.
    vi.stubEnv('NODE_ENV', 'production');
    const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));
    const result = await build({ configFile, logLevel: 'silent', build: { write: false } });
    if (Array.isArray(result) || !('output' in result)) throw new Error('one build, one output');
    for (const output of result.output) {
      if (output.type !== 'chunk') continue;
      const { code, imports, modules, facadeModuleId, fileName } = output;
      chunks.set(fileName, { code, imports, modules: Object.keys(modules), source: facadeModuleId });
    }
  }, 180_000);

  afterAll(() => {
    vi.unstubAllEnvs();
  });

  it('load at most 250 kB gz for the whole cockpit', () => {
    expect(gzippedKilobytes(loadedFor(...cockpitPages))).toBeLessThan(250);
  });

  it('load at most 800 kB gz for the diagram editor', () => {
    expect(gzippedKilobytes(loadedFor('designer/design/design-page.tsx'))).toBeLessThan(800);
  });

  it('never load the modeler for the cockpit, today or tasks', () => {
    const pages = [...cockpitPages, 'designer/insight/today-page.tsx', 'designer/tasks/tasks-page.tsx'];
    const modules = loadedFor(...pages).flatMap((chunk) => chunk.modules);
    expect(
      modules.filter((module) => /bpmn-js\/lib\/(Modeler|features\/modeling)|properties-panel/.test(module)),
    ).toEqual([]);
  });
});
