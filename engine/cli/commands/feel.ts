import type { Command } from 'commander';
import { z } from 'zod';
import { compileExpression, evaluate, problemInOneLine } from '#engine/expression/index.ts';
import type { Compilation, Dialect } from '#engine/expression/index.ts';
import { evaluateValue } from '#engine/expression/evaluate.ts';
import { fromTagged, toTagged } from '#engine/expression/values/tagged.ts';
import { engineText, linesOf, problemLine } from '../engine-text.ts';
import { CommandFailure } from '../fail.ts';
import { language, print, say } from '../terminal.ts';
import { commandEnvironment } from './batch/environment.ts';
import { answerLines } from './batch/lines.ts';
import { readJsonFile } from './batch/read-file.ts';
import { taggedContextSchema, taggedSchema } from './batch/tagged-schema.ts';

const words = {
  feel: {
    en: 'Evaluate a FEEL expression; with --jsonl one case a line from standard input.',
    'zh-CN': '计算 FEEL 表达式；使用 --jsonl 时从标准输入逐行读取用例。',
  },
  context: { en: 'JSON file with the variables', 'zh-CN': '包含变量的 JSON 文件' },
  unary: { en: 'read unary tests; the tested value is the variable "?"', 'zh-CN': '按一元测试解析；被测值为变量 "?"' },
  dialect: { en: 'bpmn (Camunda’s FEEL) or dmn (the standard)', 'zh-CN': 'bpmn（Camunda 的 FEEL）或 dmn（标准）' },
  zone: { en: 'time zone of now() and today()', 'zh-CN': 'now() 与 today() 所用的时区' },
  jsonl: {
    en: 'batch: {id, mode, expr, context, input} a line, tagged values',
    'zh-CN': '批量：每行一个 {id, mode, expr, context, input}，值带类型标记',
  },
  missing: { en: 'An expression, or --jsonl, is needed.', 'zh-CN': '需要提供表达式或 --jsonl。' },
} as const;

interface FeelOptions {
  readonly context?: string;
  readonly unary?: true;
  readonly dialect: Dialect;
  readonly zone?: string;
  readonly jsonl?: true;
}

const variablesSchema = z.record(z.string(), z.json());

const caseSchema = z.object({
  mode: z.enum(['expression', 'unary']).default('expression'),
  expr: z.string(),
  context: taggedContextSchema.nullish(),
  input: taggedSchema.nullish(),
  dialect: z.enum(['bpmn', 'dmn']).optional(),
});

export function register(program: Command): void {
  program
    .command('feel [expression]')
    .description(words.feel[language])
    .option('--context <file>', words.context[language])
    .option('--unary', words.unary[language])
    .option('--dialect <dialect>', words.dialect[language], dialectOf, 'bpmn')
    .option('--zone <zone>', words.zone[language])
    .option('--jsonl', words.jsonl[language])
    .action(async (expression: string | undefined, options: FeelOptions) => {
      if (options.jsonl === true) await answerLines(undefined, batchAnswer(options));
      else if (expression === undefined) throw new CommandFailure(words.missing, 2);
      else evaluateOnce(expression, options);
    });
}

function dialectOf(text: string): Dialect {
  if (text === 'bpmn' || text === 'dmn') return text;
  throw new CommandFailure(words.dialect, 2);
}

/** Prints the value as JSON; warnings go to standard error. */
function evaluateOnce(source: string, { context, unary, dialect, zone }: FeelOptions): void {
  const compiled = compileExpression(source, { dialect, mode: unary === true ? 'unary-tests' : 'expression' });
  if (!compiled.ok) throw new CommandFailure(linesOf(compiled.problems.map(problemLine)));
  const variables = new Map(context === undefined ? [] : Object.entries(readJsonFile(context, variablesSchema)));
  const result = evaluate(compiled.expression, variables, commandEnvironment(zone));
  for (const warning of result.warnings) say(problemLine(warning));
  if (!result.ok) throw new CommandFailure(engineText(result.message));
  print(JSON.stringify(result.value, null, 2));
}

/** Answers are for programs, in English. The same text comes many times in a batch, with other variables; it is compiled once. */
function batchAnswer({ dialect: usual, zone }: FeelOptions): (line: unknown) => object {
  const compiled = new Map<string, Compilation>();
  const environment = commandEnvironment(zone);
  return (line) => {
    const { mode, expr, context, input, dialect = usual } = caseSchema.parse(line);
    const key = `${dialect} ${mode} ${expr}`;
    const compilation =
      compiled.get(key) ?? compileExpression(expr, { dialect, mode: mode === 'unary' ? 'unary-tests' : 'expression' });
    compiled.set(key, compilation);
    if (!compilation.ok) return { error: compilation.problems.map(problemInOneLine).join('\n') };
    const variables = new Map(Object.entries(context ?? {}).map(([name, value]) => [name, fromTagged(value)]));
    if (input != null) variables.set('?', fromTagged(input));
    const result = evaluateValue(compilation.expression, variables, environment);
    return result.ok ? { result: toTagged(result.value) } : { error: result.message };
  };
}
