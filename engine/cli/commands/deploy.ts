import { openAsBlob, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { problemSchema } from '#engine/contracts/api/index.ts';
import type { Text } from '#engine/contracts/language.ts';
import { CommandFailure } from '../fail.ts';
import { serverAddress } from '../server-address.ts';
import { language, print, table } from '../terminal.ts';

const words = {
  deploy: {
    en: 'Deploy BPMN, DMN and form files, or the folders that hold them, all or none; an unchanged file keeps its version.',
    'zh-CN': '部署 BPMN、DMN 和表单文件或其所在文件夹，全部成功或全部不生效；未改动的文件保持原版本。',
  },
  url: {
    en: 'Silkflow server (default: the one that runs here)',
    'zh-CN': 'Silkflow 服务器（默认：本机正在运行的服务器）',
  },
  columns: { en: 'id version file', 'zh-CN': 'id 版本 文件' },
} as const satisfies Record<string, Text>;

const deployable = /\.(bpmn|dmn|form)$/;

const versioned = z.object({ resourceName: z.string() });
const answerSchema = z.object({
  deployments: z.array(
    z.object({
      processDefinition: versioned
        .extend({ processDefinitionId: z.string(), processDefinitionVersion: z.int() })
        .nullable(),
      decisionDefinition: z.object({ decisionDefinitionId: z.string(), version: z.int() }).nullable(),
      form: versioned.extend({ formId: z.string(), version: z.int() }).nullable(),
    }),
  ),
});

type Deployed = z.infer<typeof answerSchema>['deployments'][number];

export function register(program: Command): void {
  program
    .command('deploy <path...>')
    .description(words.deploy[language])
    .option('--url <url>', words.url[language])
    .action(async (paths: string[], options: { readonly url?: string }) => {
      const files = paths.flatMap(filesAt);
      const form = new FormData();
      for (const file of files) form.append('resources', await openAsBlob(file), basename(file));
      const deployed = await send(await serverAddress(options.url), form);
      print(table([words.columns[language].split(' '), ...deployed.flatMap(rowOf)]));
    });
}

/** The file, or what can be deployed of a folder; never nothing. */
function filesAt(path: string): readonly string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new CommandFailure({ en: `${path} does not exist.`, 'zh-CN': `${path} 不存在。` });
  }
  if (!stat.isDirectory()) return [path];
  const files = readdirSync(path).filter((name) => deployable.test(name));
  if (files.length > 0) return files.sort().map((name) => join(path, name));
  throw new CommandFailure({
    en: `${path} holds no .bpmn, .dmn or .form file.`,
    'zh-CN': `${path} 中没有 .bpmn、.dmn 或 .form 文件。`,
  });
}

async function send(url: string, body: FormData): Promise<readonly Deployed[]> {
  const token = process.env['SILKFLOW_API_TOKEN'];
  const response = await fetch(`${url}/v2/deployments`, {
    method: 'POST',
    headers: { 'accept-language': language, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body,
  }).catch(() => {
    throw new CommandFailure({
      en: `Silkflow does not answer at ${url}. Start it with npm start, or name another server by --url.`,
      'zh-CN': `${url} 上的 Silkflow 没有响应。请用 npm start 启动，或用 --url 指定其他服务器。`,
    });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answerSchema.parse(answer).deployments;
  const refusal = refusalText(answer) ?? `${url}: HTTP ${response.status}`;
  throw new CommandFailure({ en: refusal, 'zh-CN': refusal });
}

/** Every fault on a line of its own, in the language that was asked for. Null: not the answer of a Silkflow server. */
function refusalText(answer: unknown): string | null {
  const read = problemSchema.safeParse(answer);
  if (!read.success) return null;
  const { title, detail, remedy, problems = [] } = read.data;
  const faults = problems.map(({ resource, elementId, message }) => {
    const place = [resource, elementId].filter((part) => typeof part === 'string').join(': ');
    return `  ${place === '' ? '' : `${place}: `}${message}`;
  });
  return [detail ?? title, ...faults, ...(remedy === undefined ? [] : [remedy])].join('\n');
}

function rowOf({ processDefinition, decisionDefinition, form }: Deployed): readonly string[][] {
  if (processDefinition !== null) {
    const { processDefinitionId, processDefinitionVersion, resourceName } = processDefinition;
    return [[processDefinitionId, String(processDefinitionVersion), resourceName]];
  }
  if (form !== null) return [[form.formId, String(form.version), form.resourceName]];
  if (decisionDefinition === null) return [];
  return [[decisionDefinition.decisionDefinitionId, String(decisionDefinition.version), '']];
}
