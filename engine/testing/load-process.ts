import type { ActivityManifest } from '#engine/contracts/activity.ts';
import { link } from '#engine/kernel/index.ts';
import type { Linked } from '#engine/kernel/index.ts';
import { compileProcesses, parseBpmn } from '#engine/model/index.ts';
import type { ModelProblem } from '#engine/model/index.ts';

/** Compiled processes by id: what instances of one test are made from. */
export type Processes = ReadonlyMap<string, Linked>;

export interface LoadOptions {
  /** Job types that run as activities of the host; all others are external jobs. Tests complete both alike. */
  readonly activities?: readonly ActivityManifest[];
}

/** Parses and compiles BPMN files as a deployment would. Throws with every fault, element id and remedy. */
export async function loadProcesses(files: string | readonly string[], options: LoadOptions = {}): Promise<Processes> {
  const processes = new Map<string, Linked>();
  for (const xml of typeof files === 'string' ? [files] : files) {
    const parsed = await parseBpmn(xml);
    if (!parsed.ok) throw new Error(faults(parsed.problems));
    const compiled = await compileProcesses(parsed.file, {
      activities: options.activities ?? [],
      resolve: () => null,
    });
    if (!compiled.ok) throw new Error(faults(compiled.problems));
    for (const { definition, hash } of compiled.definitions)
      processes.set(definition.processId, link(hash, definition));
  }
  return processes;
}

function faults(problems: readonly ModelProblem[]): string {
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ elementId, code, message }) => `${elementId ?? 'file'}: ${message} (${code})`)
    .join('\n');
}
