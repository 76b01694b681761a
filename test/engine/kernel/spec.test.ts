import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const specification = readFileSync('engine/kernel/SPEC.md', 'utf8');
const rules = [...specification.matchAll(/^\| ([A-Z]{2,3}\d)\s+\|/gm)].map(([, id]) => id ?? '');

/** Ids named in the titles of tests: what stands in parentheses at a title's end. */
function idsOfTitles(): ReadonlySet<string> {
  const titles = sources('test/engine/kernel', '.test.ts').flatMap((text) => [
    ...text.matchAll(/\(([A-Z]{2,3}\d(?:, [A-Z]{2,3}\d)*)\)/g),
  ]);
  return new Set(titles.flatMap(([, ids]) => (ids ?? '').split(', ')));
}

function idsOfCode(): ReadonlySet<string> {
  const mentions = sources('engine/kernel', '.ts').flatMap((text) => [...text.matchAll(/\b([A-Z]{2,3}\d)\b/g)]);
  return new Set(mentions.map(([, id]) => id ?? ''));
}

function sources(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

describe('SPEC.md', () => {
  it('gives each rule one id', () => {
    expect(rules.length).toBeGreaterThan(100);
    expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([]);
  });

  it('has a test for every rule', () => {
    const tested = idsOfTitles();
    expect(rules.filter((id) => !tested.has(id))).toEqual([]);
  });

  it('holds every rule that code and tests name', () => {
    const known = new Set(rules);
    const named = [...idsOfTitles(), ...idsOfCode()].filter((id) => !/^(D|DIF|ES|UTF)\d$/.test(id));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });
});
