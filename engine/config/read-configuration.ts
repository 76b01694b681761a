import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { Language } from '#engine/contracts/language.ts';
import type { Variable } from './variable.ts';
import { launchVariables, variables } from './variables.ts';

type Table = Readonly<Record<string, Variable<unknown>>>;
type Values<T extends Table> = {
  readonly [K in keyof T]: T[K] extends { readonly schema: z.ZodType<infer V, string> } ? V : never;
};

/** Everything server, worker and simulators know of their surroundings. */
export type Configuration = Values<typeof variables>;

/** What `silkflow up` knows besides. */
export type LaunchConfiguration = Values<typeof launchVariables>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** One variable that is missing or wrong. `value` is absent for secrets. */
export interface ConfigurationProblem {
  readonly kind: 'missing' | 'invalid' | 'unreadable-file' | 'open-without-token';
  readonly variable: Variable<unknown>;
  readonly value?: string;
}

export type Reading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

/** The configuration of a process, or everything that is wrong with its environment at once. */
export function readConfiguration(env: Environment): Reading<Configuration> {
  const reading = readTable(variables, env);
  if (!reading.ok) return reading;
  const { host, apiToken } = reading.value;
  if (!isLoopback(host) && apiToken === null) {
    return { ok: false, problems: [{ kind: 'open-without-token', variable: variables.apiToken, value: host }] };
  }
  return reading;
}

export function readLaunchConfiguration(env: Environment): Reading<LaunchConfiguration> {
  return readTable(launchVariables, env);
}

/** Whether only this machine reaches a server that listens there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A problem in words, with what to do: one line. */
export function describeProblem(problem: ConfigurationProblem, language: Language): string {
  const { name, expects, example } = problem.variable;
  const shown = problem.value === undefined ? '' : ` "${problem.value}"`;
  const remedy = language === 'en' ? `Example: ${name}=${example}` : `示例：${name}=${example}`;
  switch (problem.kind) {
    case 'missing':
      return language === 'en'
        ? `${name} is not set; it must be ${expects.en}. ${remedy}`
        : `${name} 未设置；应为${expects['zh-CN']}。${remedy}`;
    case 'invalid':
      return language === 'en'
        ? `${name}${shown} is not ${expects.en}. ${remedy}`
        : `${name}${shown} 不是${expects['zh-CN']}。${remedy}`;
    case 'unreadable-file':
      return language === 'en'
        ? `${name}_FILE names the file${shown}, which cannot be read.`
        : `${name}_FILE 指向的文件${shown}无法读取。`;
    case 'open-without-token':
      return language === 'en'
        ? `SILKFLOW_HOST${shown} is reachable from other machines, so ${name} must be set. ${remedy}`
        : `SILKFLOW_HOST${shown} 可从其他机器访问，因此必须设置 ${name}。${remedy}`;
  }
}

function readTable<T extends Table>(table: T, env: Environment): Reading<Values<T>> {
  const values: Record<string, unknown> = {};
  const problems: ConfigurationProblem[] = [];
  for (const [key, variable] of Object.entries(table)) {
    const reading = readVariable(variable, env);
    if (reading.ok) values[key] = reading.value;
    else problems.push(...reading.problems);
  }
  // The loop above filled every key of the table, which a mapped type cannot express.
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: values as Values<T> };
}

function readVariable(variable: Variable<unknown>, env: Environment): Reading<unknown> {
  const given = givenText(variable, env);
  if (!given.ok) return given;
  const source = given.value ?? variable.fallback;
  if (source === null) return { ok: true, value: null };
  if (source === undefined) return { ok: false, problems: [{ kind: 'missing', variable }] };
  const parsed = variable.schema.safeParse(source);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problems: [{ kind: 'invalid', variable, ...(variable.secret ? {} : { value: source }) }] };
}

/** The text in the environment, or in the file that `${name}_FILE` names for a secret. */
function givenText(variable: Variable<unknown>, env: Environment): Reading<string | undefined> {
  const direct = env[variable.name];
  if (direct !== undefined && direct !== '') return { ok: true, value: direct };
  const file = variable.secret ? env[`${variable.name}_FILE`] : undefined;
  if (file === undefined || file === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: readFileSync(file, 'utf8').trim() };
  } catch {
    return { ok: false, problems: [{ kind: 'unreadable-file', variable, value: file }] };
  }
}
