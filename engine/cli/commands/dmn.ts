import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Text } from '#engine/contracts/language.ts';
import { evaluateDecision, evaluateDecisionValue, linkDecisions, parseDecisions } from '#engine/decision/index.ts';
import type { DecisionProblem, Decisions } from '#engine/decision/index.ts';
import { contextEntry } from '#engine/expression/linking.ts';
import type { Value } from '#engine/expression/linking.ts';
import { fromTagged, toTagged } from '#engine/expression/values/tagged.ts';
import { engineText, linesOf } from '../engine-text.ts';
import { CommandFailure } from '../fail.ts';
import { language, print, say } from '../terminal.ts';
import { commandEnvironment } from './batch/environment.ts';
import { answerLines } from './batch/lines.ts';
import { readJsonFile, readTextFile } from './batch/read-file.ts';
import { taggedContextSchema } from './batch/tagged-schema.ts';

const words = {
  dmn: {
    en: 'Evaluate a decision of a DMN file; with --jsonl one case a line from standard input.',
    'zh-CN': '计算 DMN 文件中的决策；使用 --jsonl 时从标准输入逐行读取用例。',
  },
  decision: { en: 'name or id of the decision or decision service', 'zh-CN': '决策或决策服务的名称或 id' },
  inputs: { en: 'JSON file with the inputs', 'zh-CN': '包含输入的 JSON 文件' },
  explain: { en: 'say which rules matched, and why the others did not', 'zh-CN': '说明哪些规则匹配，其余为何不匹配' },
  zone: { en: 'time zone of now() and today()', 'zh-CN': 'now() 与 today() 所用的时区' },
  jsonl: {
    en: 'batch: {id, model, otherModels, invoke, inputs, results} a line, tagged values',
    'zh-CN': '批量：每行一个 {id, model, otherModels, invoke, inputs, results}，值带类型标记',
  },
  root: { en: 'folder that the models of a batch are relative to', 'zh-CN': '批量模式中模型路径的基准文件夹' },
  missing: { en: 'A file and --decision, or --jsonl, are needed.', 'zh-CN': '需要提供文件和 --decision，或 --jsonl。' },
} as const;

interface DmnOptions {
  readonly decision?: string;
  readonly inputs?: string;
  readonly explain?: true;
  readonly zone?: string;
  readonly jsonl?: true;
  readonly root: string;
}

const inputsSchema = z.record(z.string(), z.json());

const caseSchema = z.object({
  model: z.string(),
  otherModels: z.array(z.string()).nullish(),
  invoke: z.object({ type: z.string().nullish(), name: z.string().nullish() }).nullish(),
  inputs: taggedContextSchema.nullish(),
  results: z.array(z.looseObject({ node: z.string() })).nullish(),
});

export function register(program: Command): void {
  program
    .command('dmn [file]')
    .description(words.dmn[language])
    .option('--decision <name>', words.decision[language])
    .option('--inputs <file>', words.inputs[language])
    .option('--explain', words.explain[language])
    .option('--zone <zone>', words.zone[language])
    .option('--jsonl', words.jsonl[language])
    .option('--root <folder>', words.root[language], '.')
    .action(async (file: string | undefined, options: DmnOptions) => {
      if (options.jsonl === true) await answerLines(undefined, batchAnswer(options));
      else if (file === undefined || options.decision === undefined) throw new CommandFailure(words.missing, 2);
      else await evaluateOnce(file, options.decision, options);
    });
}

const describeProblem = ({ elementId, message }: DecisionProblem): string =>
  elementId === '' ? message : `${elementId}: ${message}`;

function problemText({ elementId, message }: DecisionProblem): Text {
  const text = engineText(message);
  return elementId === '' ? text : { en: `${elementId}: ${text.en}`, 'zh-CN': `${elementId}：${text['zh-CN']}` };
}

/** Prints the value as JSON (with --explain the explanation, too); warnings and faults go to standard error. */
async function evaluateOnce(file: string, decision: string, { inputs, explain, zone }: DmnOptions): Promise<void> {
  const folder = dirname(file);
  const parsed = await parseDecisions(readTextFile(file), ({ location }) =>
    location === null ? undefined : readTextFile(resolve(folder, location)),
  );
  if (!parsed.ok) {
    const more = parsed.model === null ? [] : linkDecisions(parsed.model).problems;
    throw new CommandFailure(linesOf([...parsed.problems, ...more].map(problemText)));
  }
  const { decisions, problems } = linkDecisions(parsed.model);
  for (const problem of problems) say(problemText(problem));
  const variables = new Map(inputs === undefined ? [] : Object.entries(readJsonFile(inputs, inputsSchema)));
  const result = evaluateDecision(decisions, decision, variables, commandEnvironment(zone), {
    explain: explain === true ? 'full' : 'matched',
  });
  for (const { message } of result.warnings) say(engineText(message));
  if (explain === true) print(JSON.stringify({ ...result, warnings: undefined }, null, 2));
  if (!result.ok) throw new CommandFailure(engineText(result.message));
  if (explain !== true) print(JSON.stringify(result.value, null, 2));
}

type Loaded = { readonly ok: true; readonly decisions: Decisions } | { readonly ok: false; readonly message: string };

/** Models by path: a batch asks the same ones many times. */
function batchAnswer({ root, zone }: DmnOptions): (line: unknown) => Promise<object> {
  const loaded = new Map<string, Promise<Loaded>>();
  const environment = commandEnvironment(zone);
  return async (line) => {
    const { model, otherModels, invoke, inputs, results } = caseSchema.parse(line);
    const key = [model, ...(otherModels ?? [])].join('\n');
    const loading = loaded.get(key) ?? load(root, model, otherModels ?? []);
    loaded.set(key, loading);
    const ready = await loading;
    const asked = results?.map(({ node }) => node) ?? (invoke?.name == null ? [] : [invoke.name]);
    if (!ready.ok) return { results: Object.fromEntries(asked.map((node) => [node, { error: ready.message }])) };
    const { decisions } = ready;
    const variables = new Map(Object.entries(inputs ?? {}).map(([name, value]) => [name, fromTagged(value)]));
    const service = invoke?.type === 'decisionService' ? (invoke.name ?? null) : null;
    const answers = asked.map((node) => {
      const result = evaluateDecisionValue(decisions, service ?? node, variables, environment);
      if (!result.ok) return [node, { error: result.message }] as const;
      const value = service === null ? result.value : outputNamed(decisions, service, node, result.value);
      return [node, toTagged(value)] as const;
    });
    return { results: Object.fromEntries(answers) };
  };
}

/** A service with several outputs answers with a context of them. */
function outputNamed(decisions: Decisions, service: string, node: string, value: Value): Value {
  const found = decisions.model.services.find(({ id, name }) => id === service || name === service);
  return (found?.outputs.length ?? 1) > 1 && node !== service ? contextEntry(value, node) : value;
}

async function load(root: string, model: string, otherModels: readonly string[]): Promise<Loaded> {
  try {
    const others = otherModels.map((path) => readFileSync(join(root, path), 'utf8'));
    const parsed = await parseDecisions(readFileSync(join(root, model), 'utf8'), ({ namespace }) =>
      others.find((xml) =>
        new RegExp(`\\snamespace\\s*=\\s*["']${escapeForRegExp(namespace)}["']`).test(definitionsTag(xml)),
      ),
    );
    if (!parsed.ok) return { ok: false, message: parsed.problems.map(describeProblem).join('; ') };
    return { ok: true, decisions: linkDecisions(parsed.model, { lazy: true }).decisions };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** The start tag of the root: an import inside the file names a namespace, too. */
function definitionsTag(xml: string): string {
  return /<(?:[\w-]+:)?definitions\b[^>]*>/i.exec(xml)?.[0] ?? '';
}

const escapeForRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
