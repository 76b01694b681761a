import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const specification = readFileSync('engine/kernel/SPEC.md', 'utf8');
const rules = [...specification.matchAll(/^\| ([A-Z]{2,3}\d)\s+\|/gm)].map(([, id]) => id ?? '');

/** Ids named in the titles of tests, in parentheses. A comment that names a rule tests nothing. */
function idsOfTitles(): ReadonlySet<string> {
  const comment = /\/\*.*?\*\/|(?<=^|\s)\/\/.*?$/gms;
  const titles = sources('test/engine/kernel', '.test.ts').flatMap((text) => [
    ...text.replace(comment, '').matchAll(/\(([A-Z]{2,3}\d(?:, [A-Z]{2,3}\d)*)\)/g),
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

  it('explains every difference to Zeebe that the comparison leaves aside', () => {
    const explained = [...specification.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
    expect(explained).toEqual(explained.map((_, index) => index + 1));
    const named = sources('test/engine/kernel', '.ts').flatMap((text) => [...text.matchAll(/\bDIF(\d+)\b/g)]);
    const numbers = new Set(named.map(([, number]) => Number(number)));
    expect([...numbers].filter((number) => number > 0 && !explained.includes(number))).toEqual([]);
  });
});
