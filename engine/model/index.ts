/** BPMN XML → frozen, hashed definition; validation and lint with element ids. Runs in Node and in the browser. */
import { checkProcesses } from './compile-processes.ts';
import { readBpmn } from './parse-bpmn.ts';
import { withoutEchoes } from './reference-echoes.ts';
import type { BpmnFile } from './parse-bpmn.ts';
import type { ModelProblem } from './problem.ts';

export type ParseResult =
  | { readonly ok: true; readonly file: BpmnFile }
  /** Every fault: of the text, and as far as the processes can be read, of them. */
  | { readonly ok: false; readonly problems: readonly ModelProblem[] };

/** Reads a BPMN 2.0 file. Never throws. */
export async function parseBpmn(xml: string): Promise<ParseResult> {
  const { file, problems } = await readBpmn(xml);
  if (file !== null && problems.length === 0) return { ok: true, file };
  const inside = file === null ? [] : checkProcesses(file).flatMap((process) => process.problems);
  return { ok: false, problems: [...problems, ...(file?.warnings ?? []), ...withoutEchoes(inside, problems)] };
}

export { canonicalJson, contentHash } from './canonical-json.ts';
export { compileProcesses } from './compile-processes.ts';
export type { CompiledDefinition, CompileOptions, CompileResult } from './compile-processes.ts';
export type { ResolveResource } from './compile/draft.ts';
export { lintProcess } from './lint/lint-process.ts';
export type { LintOptions } from './lint/lint-process.ts';
export type { BpmnFile } from './parse-bpmn.ts';
export { moddlePackages } from './moddle/packages.ts';
export { problemText } from './problem.ts';
export type { ModelProblem } from './problem.ts';
export { hasNoneStart, outlineOf, referencesOf, startFormOf, startTriggersOf } from './references.ts';
export type { OutlineEntry, ResourceReference, StartTrigger } from './references.ts';
export { firstFiring, nextFiring, parseTimer } from './timer.ts';
export type { Firing, ParsedTimer, TimerPlan } from './timer.ts';
