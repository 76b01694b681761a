import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Search } from '#engine/embedded/temporal/find-temporal.ts';
import { cacheFolder, findTemporal, locateTemporal } from '#engine/embedded/temporal/find-temporal.ts';

/** A stand-in for the CLI that tells a version. */
function fakeCli(folder: string, version: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'temporal');
  writeFileSync(path, `#!/bin/sh\necho "temporal version ${version} (Server 1.0.0)"\n`);
  chmodSync(path, 0o755);
  return path;
}

function searchIn(folder: string, changes: Partial<Search> = {}): { search: Search; misses: string[] } {
  const misses: string[] = [];
  const search = {
    given: null,
    path: '',
    cache: folder,
    writtenBy: null,
    say: (text: { en: string }) => misses.push(text.en),
  };
  return { search: { ...search, ...changes }, misses };
}

describe('finding the Temporal CLI', () => {
  it('takes the one that TEMPORAL_CLI names before all others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'silkflow-find-'));
    const given = fakeCli(join(folder, 'given'), '1.9.1');
    fakeCli(join(folder, 'path'), '1.8.0');
    const { search } = searchIn(folder, { given, path: join(folder, 'path') });
    expect(await findTemporal(search)).toEqual({ path: given, version: '1.9.1' });
  });

  it('goes on to PATH and cache, and says each miss in one line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'silkflow-find-'));
    const cached = fakeCli(join(folder, 'temporal'), '1.9.1');
    const { search, misses } = searchIn(folder, { given: join(folder, 'nothing'), path: '/does/not/exist' });
    expect(await findTemporal(search)).toEqual({ path: cached, version: '1.9.1' });
    expect(misses).toHaveLength(2);
    expect(misses[0]).toMatch(/not by TEMPORAL_CLI: .* does not run/);
    expect(misses[1]).toBe('Temporal: not by PATH: there is no temporal');
  });

  it('passes over a CLI that cannot open what another version wrote', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'silkflow-find-'));
    const cached = fakeCli(join(folder, 'temporal'), '1.9.2');
    const { search, misses } = searchIn(folder, {
      given: fakeCli(join(folder, 'given'), '1.5.1'),
      writtenBy: '1.9.1',
    });
    expect((await findTemporal(search)).path).toBe(cached);
    expect(misses[0]).toContain('version 1.5.1, but the data folder was written by 1.9.1');
  });

  it('fetches nothing when it only looks', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'silkflow-find-'));
    expect(await locateTemporal({ given: null, path: '', cache: folder })).toBe(null);
  });

  it('keeps fetched programs in the cache folder of the user', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/somewhere' })).toBe('/somewhere/silkflow');
  });
});
