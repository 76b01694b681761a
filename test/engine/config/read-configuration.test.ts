import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '#engine/config/index.ts';
import {
  describeProblem,
  isLoopback,
  launchVariables,
  readConfiguration,
  readLaunchConfiguration,
  variables,
} from '#engine/config/index.ts';

const database = { DATABASE_URL: 'postgres://silkflow@127.0.0.1:5432/silkflow' };

function configurationOf(env: Record<string, string>): Configuration {
  const reading = readConfiguration({ ...database, ...env });
  if (!reading.ok) throw new Error(reading.problems.map((problem) => describeProblem(problem, 'en')).join('\n'));
  return reading.value;
}

function problemsOf(env: Record<string, string>): string[] {
  const reading = readConfiguration(env);
  return reading.ok ? [] : reading.problems.map((problem) => describeProblem(problem, 'en'));
}

describe('the configuration', () => {
  it('needs nothing but a database', () => {
    const configuration = configurationOf({});
    expect(configuration).toMatchObject({ temporalAddress: '127.0.0.1:7233', port: 8700, demo: false, apiToken: null });
    expect(Object.keys(configuration).sort()).toEqual(Object.keys(variables).sort());
  });

  it.each([
    ['SILKFLOW_PORT', '0', 'port', 0],
    ['SILKFLOW_DEMO', 'on', 'demo', true],
    ['SILKFLOW_DEMO', '0', 'demo', false],
    ['SILKFLOW_PUBLIC_URL', 'https://shop.example/', 'publicUrl', 'https://shop.example'],
    ['SILKFLOW_ALLOWED_HOSTS', ' a, b ,', 'allowedHosts', ['a', 'b']],
    ['SILKFLOW_HOST', '', 'host', '127.0.0.1'],
    ['TEMPORAL_ADDRESS', '[::1]:7233', 'temporalAddress', '[::1]:7233'],
    [
      'DATABASE_URL',
      'postgres:///silkflow?host=/run/postgresql',
      'databaseUrl',
      'postgres:///silkflow?host=/run/postgresql',
    ],
  ] as const)('reads %s=%s', (name, text, key, value) => {
    expect(configurationOf({ [name]: text })[key]).toEqual(value);
  });

  it.each([
    ['SILKFLOW_PORT', '70000', 'a whole number from 0 to 65535'],
    ['SILKFLOW_PORT', '8e3', 'a whole number from 0 to 65535'],
    ['SILKFLOW_DEMO', 'maybe', 'true or false'],
    ['SILKFLOW_PUBLIC_URL', 'ftp://shop', 'an http or https URL'],
    ['SILKFLOW_LOG_LEVEL', 'loud', 'one of trace, debug, info, warn, error, fatal, silent'],
    ['TEMPORAL_ADDRESS', 'http://temporal:7233', 'host:port, without a scheme'],
    ['SILKFLOW_MAX_CACHED_WORKFLOWS', '-1', 'a whole number from 0 to 100000'],
  ])('refuses %s=%s and says what it must be', (name, text, expected) => {
    const [problem] = problemsOf({ ...database, [name]: text });
    expect(problem).toContain(`${name} "${text}" is not ${expected}. Example: ${name}=`);
  });

  it('names every fault at once', () => {
    expect(problemsOf({ SILKFLOW_PORT: 'x', SILKFLOW_DEMO: 'y' })).toHaveLength(3);
  });

  it('never shows a secret', () => {
    const shown = problemsOf({ DATABASE_URL: 'mysql://u:hunter2@db/x', SILKFLOW_API_TOKEN: 'hunter2' }).join('\n');
    expect(shown).toContain('SILKFLOW_API_TOKEN is not at least 16 printable characters');
    expect(shown).not.toContain('hunter2');
  });

  it('reads a secret from the file that _FILE names', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'silkflow-config-')), 'token');
    writeFileSync(file, '0123456789abcdef\n');
    expect(configurationOf({ SILKFLOW_API_TOKEN_FILE: file }).apiToken).toBe('0123456789abcdef');
    expect(problemsOf({ ...database, SILKFLOW_API_TOKEN_FILE: '/does/not/exist' })).toEqual([
      'SILKFLOW_API_TOKEN_FILE names the file "/does/not/exist", which cannot be read.',
    ]);
  });

  it('lets other machines in only with a token', () => {
    expect(problemsOf({ ...database, SILKFLOW_HOST: '0.0.0.0' })[0]).toContain('SILKFLOW_API_TOKEN must be set');
    expect(configurationOf({ SILKFLOW_HOST: '0.0.0.0', SILKFLOW_API_TOKEN: 'a'.repeat(16) }).host).toBe('0.0.0.0');
    expect(['localhost', '127.1.2.3', '::1'].every(isLoopback)).toBe(true);
    expect(['0.0.0.0', '::', '127.example.com', '10.0.0.1'].some(isLoopback)).toBe(false);
  });

  it('documents each variable with an example that it accepts itself', () => {
    const all = [...Object.values(variables), ...Object.values(launchVariables)];
    for (const variable of all) {
      const example = variable.example.startsWith('(') ? '0123456789abcdef' : variable.example;
      expect(variable.schema.safeParse(example).success, variable.name).toBe(true);
      expect(variable.about.en && variable.about['zh-CN'], variable.name).toBeTruthy();
    }
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it('speaks Chinese too', () => {
    const reading = readConfiguration({});
    expect(reading.ok ? [] : reading.problems.map((problem) => describeProblem(problem, 'zh-CN'))).toEqual([
      'DATABASE_URL 未设置；应为带数据库名的 PostgreSQL 网址。示例：DATABASE_URL=postgres://silkflow:secret@127.0.0.1:5432/silkflow',
    ]);
  });

  it('keeps what only the launcher needs apart', () => {
    const reading = readLaunchConfiguration({ SILKFLOW_TEMPORAL_SYNCHRONOUS: 'FULL' });
    expect(reading.ok && reading.value).toMatchObject({ temporalSynchronous: 'FULL', temporalCli: null });
  });
});
