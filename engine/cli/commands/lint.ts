import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Text } from '#engine/contracts/language.ts';
import { compileDecisions } from '#engine/decision/compile-decisions.ts';
import { lintProcess, problemText } from '#engine/model/index.ts';
import { engineText } from '../engine-text.ts';
import { CommandFailure } from '../fail.ts';
import { language, print, say } from '../terminal.ts';
import { readTextFile } from './batch/read-file.ts';

const words = {
  lint: {
    en: 'Say what is wrong (error) or looks wrong (warning) in BPMN and DMN files. Exit code 1 when there is an error.',
    'zh-CN': '指出 BPMN 与 DMN 文件中的错误（error）和可疑之处（warning）。有错误时退出码为 1。',
  },
  json: { en: 'one JSON object per problem', 'zh-CN': '每个问题输出一个 JSON 对象' },
  clean: { en: 'Nothing is wrong.', 'zh-CN': '没有发现问题。' },
} as const satisfies Record<string, Text>;

interface Finding {
  readonly file: string;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly elementId: string | null;
  readonly path: string | null;
  readonly message: string;
}

export function register(program: Command): void {
  program
    .command('lint <file...>')
    .description(words.lint[language])
    .option('--json', words.json[language])
    .action(async (files: string[], { json }: { readonly json?: true }) => {
      const findings = (await Promise.all(files.map(lint))).flat();
      for (const finding of findings) print(json === true ? JSON.stringify(finding) : line(finding));
      if (findings.length === 0) say(words.clean);
      if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 1;
    });
}

async function lint(file: string): Promise<readonly Finding[]> {
  if (file.endsWith('.bpmn')) return lintBpmn(file);
  if (file.endsWith('.dmn')) return lintDmn(file);
  throw new CommandFailure({
    en: `${file}: only .bpmn and .dmn files can be checked.`,
    'zh-CN': `${file}：只能检查 .bpmn 和 .dmn 文件。`,
  });
}

async function lintBpmn(file: string): Promise<readonly Finding[]> {
  const problems = await lintProcess(readTextFile(file), { now: Date.now() });
  return problems.map((problem) => {
    const { severity, code, elementId, path } = problem;
    return { file, severity, code, elementId, path, message: problemText(problem, language) };
  });
}

async function lintDmn(file: string): Promise<readonly Finding[]> {
  const compiled = await compileDecisions(readTextFile(file), ({ location }) =>
    location === null ? undefined : readTextFile(resolve(dirname(file), location)),
  );
  const problems = compiled.ok ? [] : compiled.problems;
  return problems.map(({ elementId, code, message }) => ({
    file,
    severity: 'error',
    code,
    elementId: elementId === '' ? null : elementId,
    path: null,
    message: engineText(message)[language],
  }));
}

function line({ file, severity, code, elementId, path, message }: Finding): string {
  const place = [elementId, path].filter((part) => part !== null).join(' ');
  return `${file}: ${severity}: ${place === '' ? '' : `${place}: `}${message} (${code})`;
}
