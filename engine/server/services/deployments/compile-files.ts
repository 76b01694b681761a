import { z } from 'zod';
import type { ActivityManifest } from '#engine/contracts/activity.ts';
import type { Language } from '#engine/contracts/language.ts';
import {
  type BpmnFile,
  type CompiledDefinition,
  type CompileResult,
  canonicalJson,
  compileProcesses,
  type ModelProblem,
  parseBpmn,
  problemText,
} from '#engine/model/index.ts';
import { compileDecisions, type DecisionModel } from '#engine/decision/index.ts';
import { parseForm } from '#engine/form/index.ts';
import { say as sayOfForm } from '#engine/form/words/say.ts';
import { ApiProblem, inLanguage, type ProblemItem } from '#engine/server/problems/index.ts';
import { contentHash } from '#engine/store/definitions/index.ts';

/** A file as it was sent. */
export interface DeployedFile {
  readonly name: string;
  readonly content: string;
}

export interface CompiledForm {
  readonly file: DeployedFile;
  readonly formId: string;
  readonly versionTag: string | null;
  readonly hash: string;
}

export interface CompiledDecisionFile {
  readonly file: DeployedFile;
  readonly model: DecisionModel;
  /** Canonical JSON of the model, and its hash. */
  readonly body: string;
  readonly hash: string;
}

export interface CompiledProcessFile {
  readonly file: DeployedFile;
  readonly definitions: readonly CompiledDefinition[];
}

/** Everything of a deployment, ready to be written. */
export interface CompiledFiles {
  readonly processes: readonly CompiledProcessFile[];
  readonly decisions: readonly CompiledDecisionFile[];
  readonly forms: readonly CompiledForm[];
  readonly warnings: readonly ProblemItem[];
}

const schemaWords = { en: z.locales.en().localeError, 'zh-CN': z.locales.zhCN().localeError };

/** Compiles all files or throws one problem that lists every fault of every file. */
export async function compileFiles(
  files: readonly DeployedFile[],
  activities: readonly ActivityManifest[],
  language: Language,
): Promise<CompiledFiles> {
  checkNames(files);
  const items: ProblemItem[] = [];
  const forms = files.filter(({ name }) => kindOf(name) === 'form').flatMap((file) => readForm(file, items, language));
  const decisions = await readDecisions(files, items, language);
  const parsed = await parseFiles(files, items, language);
  const hashes = new Map([
    ...forms.map(({ formId, hash }) => [`form ${formId}`, hash] as const),
    ...decisions.flatMap(({ model, hash }) => model.decisions.map(({ id }) => [`decision ${id}`, hash] as const)),
  ]);
  const processes = await compileInOrder(parsed, { activities, hashes }, items, language);
  refuseDuplicates(processes, items, language);
  const faults = items.filter(({ severity }) => severity !== 'warning');
  if (faults.length > 0) {
    const summary = faults
      .slice(0, 3)
      .map(({ resource, message }) => `${resource ?? ''}: ${message}`)
      .join(' ');
    throw new ApiProblem(400, 'deployment.invalid', { summary }, { items });
  }
  return { decisions, processes, forms, warnings: items };
}

function kindOf(name: string): 'process' | 'decision' | 'form' | null {
  const lower = name.toLowerCase();
  if (lower.endsWith('.bpmn') || lower.endsWith('.bpmn20.xml')) return 'process';
  if (lower.endsWith('.dmn')) return 'decision';
  return lower.endsWith('.form') ? 'form' : null;
}

function checkNames(files: readonly DeployedFile[]): void {
  if (files.length === 0) throw new ApiProblem(400, 'deployment.empty');
  const seen = new Set<string>();
  for (const { name } of files) {
    if (seen.has(name)) throw new ApiProblem(400, 'deployment.duplicateName', { name });
    seen.add(name);
    if (kindOf(name) === null) throw new ApiProblem(400, 'deployment.unknownFile', { name });
  }
}

function readForm(file: DeployedFile, items: ProblemItem[], language: Language): readonly CompiledForm[] {
  const parsed = parseForm(file.content, schemaWords[language]);
  const faults = parsed.ok ? [] : parsed.faults;
  const fault = (field: string | null, message: string): void => {
    const text = inLanguage(message, language);
    items.push({ code: 'form.invalid', severity: 'error', resource: file.name, elementId: null, field, message: text });
  };
  for (const { path, message } of faults) fault(path, message);
  if (!parsed.ok) return [];
  const { id, versionTag } = parsed.form;
  if (id === undefined || id === '') {
    fault('id', sayOfForm('form.noId'));
    return [];
  }
  const tag = typeof versionTag === 'string' ? versionTag : null;
  return [{ file, formId: id, versionTag: tag, hash: contentHash(file.content) }];
}

async function readDecisions(
  files: readonly DeployedFile[],
  items: ProblemItem[],
  language: Language,
): Promise<readonly CompiledDecisionFile[]> {
  const compiled: CompiledDecisionFile[] = [];
  for (const file of files.filter(({ name }) => kindOf(name) === 'decision')) {
    const result = await compileDecisions(file.content, ({ namespace }) => importedBy(namespace, file, files));
    if (result.ok) {
      const body = canonicalJson(result.decisions.model);
      compiled.push({ file, model: result.decisions.model, body, hash: contentHash(body) });
    } else {
      items.push(
        ...result.problems.map(({ code, elementId, message }) => ({
          code: `decision.${code}`,
          severity: 'error' as const,
          resource: file.name,
          elementId: elementId === '' ? null : elementId,
          message: inLanguage(message, language),
        })),
      );
    }
  }
  return compiled;
}

/** A model imports others of the same deployment, by their namespace. */
function importedBy(namespace: string, file: DeployedFile, files: readonly DeployedFile[]): string | undefined {
  return files.find(
    (other) =>
      other !== file && kindOf(other.name) === 'decision' && other.content.includes(`namespace="${namespace}"`),
  )?.content;
}

interface ParsedFile {
  readonly file: DeployedFile;
  readonly bpmn: BpmnFile;
}

async function parseFiles(
  files: readonly DeployedFile[],
  items: ProblemItem[],
  language: Language,
): Promise<readonly ParsedFile[]> {
  const parsed: ParsedFile[] = [];
  for (const file of files.filter(({ name }) => kindOf(name) === 'process')) {
    const result = await parseBpmn(file.content);
    if (result.ok) parsed.push({ file, bpmn: result.file });
    else items.push(...result.problems.map((problem) => problemItem(problem, file, language)));
  }
  return parsed;
}

interface Surroundings {
  readonly activities: readonly ActivityManifest[];
  /** `kind id` → content hash of what the deployment holds. */
  readonly hashes: Map<string, string>;
}

/** A file that calls a process of another file bound to the deployment comes after it; in a circle nothing is bound. */
async function compileInOrder(
  parsed: readonly ParsedFile[],
  surroundings: Surroundings,
  items: ProblemItem[],
  language: Language,
): Promise<readonly CompiledProcessFile[]> {
  const compiled: CompiledProcessFile[] = [];
  let waiting = parsed;
  while (waiting.length > 0) {
    const attempts = await Promise.all(waiting.map((entry) => attempt(entry, waiting, surroundings)));
    const ready = attempts.filter(({ isEarly }) => !isEarly);
    const done = ready.length === 0 ? attempts : ready;
    for (const { entry, result } of done) {
      const problems = result.ok ? result.warnings : result.problems;
      items.push(...problems.map((problem) => problemItem(problem, entry.file, language)));
      if (!result.ok) continue;
      compiled.push({ file: entry.file, definitions: result.definitions });
      for (const { definition, hash } of result.definitions) {
        surroundings.hashes.set(`process ${definition.processId}`, hash);
      }
    }
    waiting = waiting.filter((entry) => !done.some((attempted) => attempted.entry === entry));
  }
  return compiled;
}

/** `isEarly`: it calls a process of a file that is not compiled yet. */
async function attempt(
  entry: ParsedFile,
  waiting: readonly ParsedFile[],
  { activities, hashes }: Surroundings,
): Promise<{ readonly entry: ParsedFile; readonly result: CompileResult; readonly isEarly: boolean }> {
  const others = waiting.filter((other) => other !== entry);
  const awaited = new Set(others.flatMap(({ bpmn }) => bpmn.processes.map(({ id }) => id)));
  let isEarly = false;
  const result = await compileProcesses(entry.bpmn, {
    activities,
    resolve: (kind, id) => {
      const hash = hashes.get(`${kind} ${id}`) ?? null;
      if (hash === null && kind === 'process' && awaited.has(id)) isEarly = true;
      return hash;
    },
  });
  return { entry, result, isEarly };
}

function problemItem(problem: ModelProblem, file: DeployedFile, language: Language): ProblemItem {
  return {
    code: problem.code,
    severity: problem.severity,
    resource: file.name,
    elementId: problem.elementId,
    field: problem.path,
    message: problemText(problem, language),
  };
}

function refuseDuplicates(processes: readonly CompiledProcessFile[], items: ProblemItem[], language: Language): void {
  const seen = new Map<string, string>();
  for (const { file, definitions } of processes) {
    for (const { definition } of definitions) {
      const { processId } = definition;
      const earlier = seen.get(processId);
      if (earlier !== undefined) {
        const message =
          language === 'en'
            ? `Process "${processId}" is also in ${earlier}.`
            : `流程“${processId}”也在 ${earlier} 中。`;
        items.push({ code: 'id.duplicate', severity: 'error', resource: file.name, elementId: processId, message });
      }
      seen.set(processId, file.name);
    }
  }
}
