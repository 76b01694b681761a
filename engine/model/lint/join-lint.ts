import type { Container, Element, SequenceFlow } from '../definition.ts';
import type { ModelProblem } from '../problem.ts';
import { isActivity, isContainer } from '../validate/graph.ts';
import type { Graph } from '../validate/graph.ts';
import { warn } from './flow-lint.ts';
import { endsScope, entries, reachable, triggerKinds } from './walk.ts';

/** A place where one of several ways is taken: its alternatives, each the flows that are then taken together. */
interface Choice {
  readonly element: Element;
  readonly alternatives: readonly (readonly SequenceFlow[])[];
}

/**
 * Parallel joins that can wait for ever. A flow f into the join comes only by one alternative of a choice, another flow
 * into it comes without that alternative, and with some other alternative f cannot come any more, while nothing ends the
 * scope either.
 */
export function joinsThatWait(graph: Graph): readonly ModelProblem[] {
  return graph.elements.filter(isContainer).flatMap((container) => {
    const joins = graph.children(container).filter(isParallelJoin);
    if (joins.length === 0) return [];
    const start = entries(graph, container);
    const found = new Map<string, ModelProblem>();
    for (const choice of choices(graph, container)) {
      for (const join of joins.filter(({ id }) => !found.has(id))) {
        if (!canStarve(graph, choice, join, start)) continue;
        found.set(join.id, warn('lint.joinWaitsForEver', join, { split: choice.element.id }));
      }
    }
    return [...found.values()];
  });
}

function isParallelJoin(element: Element): boolean {
  return element.kind === 'parallelGateway' && element.incoming.length > 1;
}

function choices(graph: Graph, container: Container): readonly Choice[] {
  return graph.children(container).flatMap((element): readonly Choice[] => {
    if (element.kind === 'exclusiveGateway' || element.kind === 'eventBasedGateway') {
      const flows = graph.outgoing(element);
      return flows.length < 2 ? [] : [{ element, alternatives: flows.map((flow) => [flow]) }];
    }
    if (!isActivity(element)) return [];
    const interrupting = element.boundary.flatMap((id) => {
      const event = graph.element(id);
      const interrupts =
        event?.kind === 'boundaryEvent' && event.interrupting && !triggerKinds(event).includes('compensation');
      return interrupts ? [graph.outgoing(event)] : [];
    });
    return interrupting.length === 0 ? [] : [{ element, alternatives: [graph.outgoing(element), ...interrupting] }];
  });
}

function canStarve(graph: Graph, choice: Choice, join: Element, start: readonly string[]): boolean {
  const into = graph.incoming(join);
  const stopAt = (element: Element) => element.id === join.id;
  const comes = (reached: ReadonlySet<string>, without: ReadonlySet<string>, flow: SequenceFlow) =>
    reached.has(flow.source) && !without.has(flow.id);
  return choice.alternatives.some((alternative) => {
    const without = new Set(alternative.map(({ id }) => id));
    if (without.size === 0) return false;
    const otherwise = reachable(graph, start, { without, stopAt });
    const missing = into.filter((flow) => !comes(otherwise, without, flow));
    const coming = into.filter((flow) => comes(otherwise, without, flow));
    if (missing.length === 0 || coming.length === 0) return false;
    return choice.alternatives.some((taken) => {
      if (taken === alternative) return false;
      const after = reachable(
        graph,
        taken.map(({ target }) => target),
        { stopAt },
      );
      const returns = missing.some((flow) => after.has(flow.source));
      const saved = [...after].some((id) => {
        const element = graph.element(id);
        return element !== undefined && endsScope(element);
      });
      return !returns && !saved;
    });
  });
}

/** Elements that run once for each path of a fork, because the paths meet without a join. */
export function mergesThatRepeat(graph: Graph): readonly ModelProblem[] {
  const found = new Map<string, ModelProblem>();
  for (const split of graph.elements) {
    const branches = split.kind === 'parallelGateway' ? graph.outgoing(split) : [];
    if (branches.length < 2) continue;
    const reached = branches.map(({ target, id }) => ({ id, set: reachable(graph, [target], { stopAt: joins }) }));
    for (const merge of graph.elements) {
      if (found.has(merge.id) || !isPlainMerge(merge)) continue;
      const ways = reached.map((branch) =>
        graph
          .incoming(merge)
          .filter(({ id, source }) => id === branch.id || passes(graph, branch.set, source))
          .map(({ id }) => id),
      );
      const isRepeated = ways.some((one, position) =>
        ways.slice(position + 1).some((other) => one.length > 0 && other.some((flow) => !one.includes(flow))),
      );
      if (isRepeated) found.set(merge.id, warn('lint.joinRunsTwice', merge, { split: split.id }));
    }
  }
  return [...found.values()];
}

function passes(graph: Graph, reached: ReadonlySet<string>, source: string): boolean {
  const element = graph.element(source);
  return element !== undefined && reached.has(source) && !joins(element);
}

function joins(element: Element): boolean {
  const isJoin =
    element.kind === 'parallelGateway' || element.kind === 'inclusiveGateway' || element.kind === 'complexGateway';
  return isJoin && element.incoming.length > 1;
}

/** Several flows come in and each goes on by itself. Paths that end in one end event are no fault. */
function isPlainMerge(element: Element): boolean {
  return element.incoming.length > 1 && !joins(element) && element.kind !== 'endEvent';
}
