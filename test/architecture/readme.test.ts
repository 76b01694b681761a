import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { installationRoot as root, launchVariables, variables } from '#engine/config/index.ts';

const documents = ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md'].map((name) => ({
  name,
  text: readFileSync(join(root, name), 'utf8'),
}));
const manifest = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

function matches(pattern: RegExp): string[] {
  return documents.flatMap(({ text }) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
}

/** What is to be typed, without what is said about it. */
function commandsIn(name: string): readonly string[] {
  const text = documents.find((document) => document.name === name)?.text ?? '';
  return [...text.matchAll(/^(?:npm|npx|docker|curl) [^#\n]*/gm)].map(([line]) => line.trim());
}

function variablesIn(name: string): readonly string[] {
  const text = documents.find((document) => document.name === name)?.text ?? '';
  return [...new Set(text.match(/(?:SILKFLOW|TEMPORAL|DATABASE)_\w+/g))].sort();
}

describe('README and CONTRIBUTING', () => {
  it('tell the same in English and in Chinese: sections, commands, variables', () => {
    const sections = (name: string) => documents.find((one) => one.name === name)?.text.match(/^## /gm)?.length;
    expect(sections('README.zh-CN.md')).toBe(sections('README.md'));
    // The benches of single parts stand beside their figures, which only the English page holds.
    const commands = commandsIn('README.md').filter((command) => !/--only (feel|kernel)/.test(command));
    expect(commandsIn('README.zh-CN.md')).toEqual(commands);
    const chinese = variablesIn('README.zh-CN.md').filter((name) => name !== 'SILKFLOW_LANGUAGE');
    expect(chinese).toEqual(variablesIn('README.md'));
  });

  it('name only npm scripts that exist', () => {
    const named = [...matches(/npm run ([\w:-]+)/g), ...matches(/npm (start|test)\b/g)];
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
  });

  it('name only silkflow commands that exist', () => {
    const named = matches(/npm run silkflow ([a-z]+)/g);
    expect(named.filter((name) => !existsSync(join(root, 'engine/cli/commands', `${name}.ts`)))).toEqual([]);
  });

  it('name only variables that the configuration knows', () => {
    const known = [...Object.values(variables), ...Object.values(launchVariables)].map(({ name }) => name);
    const named = matches(/`((?:SILKFLOW|TEMPORAL|DATABASE)_\w+)/g);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('link only to files that exist, and name only paths that do', () => {
    const links = matches(/\]\((?!https?:)([^)#]+)\)/g);
    const paths = matches(/(?:^|[\s`])((?:engine|test|activities)\/[\w./-]+)/gm);
    expect([...links, ...paths].filter((path) => !existsSync(join(root, path.replace(/\.$/, ''))))).toEqual([]);
  });

  it('lists every decision in the index', () => {
    const index = readFileSync(join(root, 'engine/docs/adr/README.md'), 'utf8');
    for (const [, file] of index.matchAll(/\]\((\d{4}-[\w-]+\.md)\)/g)) {
      expect(existsSync(join(root, 'engine/docs/adr', file ?? ''))).toBe(true);
    }
  });
});
