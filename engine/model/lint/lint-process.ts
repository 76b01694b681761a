import { checkProcesses } from '../compile-processes.ts';
import { child, children } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { readBpmn } from '../parse-bpmn.ts';
import type { BpmnFile } from '../parse-bpmn.ts';
import { modelWarning } from '../problem.ts';
import type { ModelProblem } from '../problem.ts';
import { withoutEchoes } from '../reference-echoes.ts';
import { graphOf } from '../validate/graph.ts';
import type { Graph } from '../validate/graph.ts';
import { activities, labels, timers, uncaught } from './element-lint.ts';
import { conditions, gatewayShape, pathEnds, unreachable } from './flow-lint.ts';
import { joinsThatWait, mergesThatRepeat } from './join-lint.ts';

const rules: readonly ((graph: Graph) => readonly ModelProblem[])[] = [
  unreachable,
  pathEnds,
  conditions,
  gatewayShape,
  joinsThatWait,
  mergesThatRepeat,
  labels,
  uncaught,
  activities,
];

export interface LintOptions {
  /** Epoch milliseconds against which fixed dates are checked; without it they are not. */
  readonly now?: number;
}

/**
 * Everything that is wrong (errors: deployment refuses the file) or looks wrong (warnings) in a file: what `/api/lint`, the
 * command line and the designer show. Never throws.
 */
export async function lintProcess(
  input: string | BpmnFile,
  options: LintOptions = {},
): Promise<readonly ModelProblem[]> {
  const { file, problems } = typeof input === 'string' ? await readBpmn(input) : { file: input, problems: [] };
  if (file === null) return problems;
  const inside = checkProcesses(file).flatMap((process) => {
    const graph = graphOf(process.definition);
    const looks = rules.flatMap((rule) => rule(graph));
    return [...process.problems, ...looks, ...timers(graph, options.now ?? Number.NEGATIVE_INFINITY)];
  });
  return [...problems, ...file.warnings, ...withoutEchoes(inside, problems), ...unusedRoots(file)];
}

const rootTypes = new Set(['bpmn:Message', 'bpmn:Error', 'bpmn:Signal', 'bpmn:Escalation']);
const referenceNames = ['messageRef', 'errorRef', 'signalRef', 'escalationRef'];

/** Messages, errors, signals and escalations that nothing refers to. */
function unusedRoots(file: BpmnFile): readonly ModelProblem[] {
  const used = new Set<string>();
  const walk = (node: Node) => {
    for (const name of referenceNames) {
      const id = child(node, name)?.id;
      if (id !== undefined) used.add(id);
    }
    for (const name of ['flowElements', 'eventDefinitions', 'messageFlows']) children(node, name).forEach(walk);
  };
  const roots = children(file.definitions, 'rootElements');
  roots.forEach(walk);
  return roots
    .filter(({ $type, id }) => rootTypes.has($type) && id !== undefined && !used.has(id))
    .map(({ $type, id }) => {
      const values = { type: $type.replace('bpmn:', ''), id: id ?? '' };
      return modelWarning('lint.unusedRoot', { elementId: id ?? null, values });
    });
}
