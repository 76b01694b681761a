import type { ActivityManifest } from '#engine/contracts/activity.ts';
import { contentHash, deepFreeze } from './canonical-json.ts';
import { compileProcess, isExecutable } from './compile/compile-process.ts';
import type { CompiledProcess } from './compile/compile-process.ts';
import type { ResolveResource } from './compile/draft.ts';
import type { Definition } from './definition.ts';
import type { Node } from './moddle/node.ts';
import type { BpmnFile } from './parse-bpmn.ts';
import { modelError } from './problem.ts';
import type { ModelProblem } from './problem.ts';
import { deploymentBoundProcesses } from './references.ts';
import { unsupported } from './supported.ts';
import { validate } from './validate/validate.ts';

export interface CompileOptions {
  /** Activities that workers of this installation offer: service tasks of these types are bound to them. */
  readonly activities: readonly ActivityManifest[];
  /**
   * Content hash of a form, decision, or process of another file of the same deployment, for what is bound to the
   * deployment; null when the deployment holds none. Processes of the same file are found without it.
   */
  readonly resolve: ResolveResource;
}

export interface CompiledDefinition {
  readonly definition: Definition;
  /** SHA-256 of the definition's canonical JSON. */
  readonly hash: string;
}

export type CompileResult =
  | {
      readonly ok: true;
      readonly definitions: readonly CompiledDefinition[];
      readonly warnings: readonly ModelProblem[];
    }
  /** Every fault of the file, and its warnings; nothing of it may be deployed. */
  | { readonly ok: false; readonly problems: readonly ModelProblem[] };

/** Compiles every executable process of a file; all of them, or none. */
export async function compileProcesses(file: BpmnFile, options: CompileOptions): Promise<CompileResult> {
  const problems: ModelProblem[] = [...file.warnings];
  const compiled = new Map<string, CompiledDefinition>();
  const processes = file.processes.filter(isExecutable);
  const { order, cycle } = calledFirst(processes);
  if (cycle.length > 0) {
    const values = { processes: cycle.join(', ') };
    problems.push(modelError('binding.cyclic', { elementId: cycle[0] ?? null, values }));
  }
  const resolve: ResolveResource = (kind, id) =>
    (kind === 'process' ? compiled.get(id)?.hash : undefined) ?? (cycle.includes(id) ? '' : options.resolve(kind, id));
  for (const process of order) {
    const result = checked(file, process, { activities: options.activities, resolve });
    problems.push(...result.problems);
    const definition = deepFreeze(result.definition);
    compiled.set(definition.processId, { definition, hash: await contentHash(definition) });
  }
  if (problems.some(({ severity }) => severity === 'error')) return { ok: false, problems };
  const definitions = processes.flatMap(({ id }) => compiled.get(id ?? '') ?? []);
  return { ok: true, definitions, warnings: problems };
}

/** The faults and warnings of every executable process, without binding anything. */
export function checkProcesses(file: BpmnFile): readonly (CompiledProcess & { readonly process: Node })[] {
  return file.processes
    .filter(isExecutable)
    .map((process) => ({ process, ...checked(file, process, { activities: [], resolve: null }) }));
}

function checked(
  file: BpmnFile,
  process: Node,
  options: { readonly activities: readonly ActivityManifest[]; readonly resolve: ResolveResource | null },
): CompiledProcess {
  const { definition, problems } = compileProcess(file.definitions, process, options);
  const broken = validate(definition);
  return { definition, problems: [...problems, ...broken, ...otherwiseUnsupported(definition, broken)] };
}

/** What nothing executes, but for events that the rules have refused at their place already: one telling is enough. */
function otherwiseUnsupported(definition: Definition, broken: readonly ModelProblem[]): readonly ModelProblem[] {
  const refused = new Set(
    broken
      .filter(({ code }) => code === 'event.triggerNotAllowed' || code === 'eventSubProcess.startEvents')
      .map(({ elementId }) => elementId),
  );
  return unsupported(definition).filter(({ elementId }) => {
    const scope = definition.elements[elementId ?? '']?.scope ?? null;
    return !refused.has(elementId) && (scope === null || !refused.has(scope));
  });
}

/**
 * Processes in an order in which each comes after those it calls bound to the deployment, since a caller's content holds
 * the hash of what it calls. `cycle` names processes for which there is no such order.
 */
function calledFirst(processes: readonly Node[]): {
  readonly order: readonly Node[];
  readonly cycle: readonly string[];
} {
  const calls = new Map(processes.map((process) => [process, deploymentBoundProcesses(process)]));
  const order: Node[] = [];
  let waiting = [...processes];
  while (waiting.length > 0) {
    const ids = new Set(waiting.map(({ id }) => id));
    const ready = waiting.filter((process) => !(calls.get(process) ?? []).some((called) => ids.has(called)));
    if (ready.length === 0) {
      return { order: [...order, ...waiting], cycle: waiting.flatMap(({ id }) => (id === undefined ? [] : [id])) };
    }
    order.push(...ready);
    waiting = waiting.filter((process) => !ready.includes(process));
  }
  return { order, cycle: [] };
}
