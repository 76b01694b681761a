import type { Element } from '../definition.ts';
import { modelWarning } from '../problem.ts';
import type { ModelProblem, ProblemCode } from '../problem.ts';
import { isActivity, isContainer } from '../validate/graph.ts';
import type { Graph } from '../validate/graph.ts';
import { coverEverything, judge } from './condition-overlap.ts';
import { entries, nextOf, reachable, triggerKinds } from './walk.ts';

export function warn(
  code: ProblemCode,
  element: { readonly id: string },
  values: Readonly<Record<string, string | number>> = {},
): ModelProblem {
  return modelWarning(code, { elementId: element.id, values });
}

/** Elements that no token can come to. */
export function unreachable(graph: Graph): readonly ModelProblem[] {
  return graph.elements.filter(isContainer).flatMap((container) => {
    const reached = reachable(graph, entries(graph, container));
    const lost = graph.children(container).filter(({ id }) => !reached.has(id));
    // A lone link catch event has its own warning, which names what is missing.
    return beginnings(graph, lost)
      .filter((element) => !triggerKinds(element).includes('link'))
      .map((element) => warn('lint.unreachable', element));
  });
}

/** Where lost paths begin: what nothing lost leads to, and one element of each lost circle. The rest is lost through them. */
function beginnings(graph: Graph, lost: readonly Element[]): readonly Element[] {
  const followers = new Set(lost.flatMap((element) => nextOf(graph, element)));
  const found = lost.filter(({ id }) => !followers.has(id));
  let covered = reachable(
    graph,
    found.map(({ id }) => id),
  );
  for (const element of lost) {
    if (covered.has(element.id)) continue;
    found.push(element);
    covered = new Set([...covered, ...reachable(graph, [element.id])]);
  }
  return found;
}

/** Paths that stop without an end event, and link catch events that nothing jumps to. */
export function pathEnds(graph: Graph): readonly ModelProblem[] {
  return graph.elements.flatMap((element) => {
    const { id } = element;
    if (element.kind === 'intermediateCatchEvent' && element.trigger.kind === 'link') {
      const { name } = element.trigger;
      const hasThrow = graph.elements.some(
        (other) =>
          other.kind === 'intermediateThrowEvent' && other.throws.kind === 'link' && other.throws.target === id,
      );
      if (!hasThrow) return [warn('lint.linkWithoutThrow', element, { name })];
    }
    const inAdHoc = graph.scopeOf(element)?.kind === 'adHocSubProcess';
    return element.outgoing.length === 0 && needsSuccessor(element) && !inAdHoc
      ? [warn('lint.implicitEnd', element)]
      : [];
  });
}

function needsSuccessor(element: Element): boolean {
  switch (element.kind) {
    case 'process':
    case 'eventSubProcess':
    case 'endEvent':
      return false;
    case 'intermediateThrowEvent':
      return element.throws.kind !== 'link';
    case 'boundaryEvent':
      // An interrupting event without a path is a way to end an activity; Zeebe accepts it.
      return false;
    default:
      return !(isActivity(element) && element.isForCompensation);
  }
}

/** Exclusive gateways where more than one way is open, and decisions that may find no way. */
export function conditions(graph: Graph): readonly ModelProblem[] {
  return graph.elements.flatMap((element) => {
    if (element.kind !== 'exclusiveGateway' && element.kind !== 'inclusiveGateway') return [];
    const flows = graph.outgoing(element).flatMap((flow) => {
      const source = flow.condition === null ? undefined : graph.definition.expressions[flow.condition]?.source;
      return source === undefined ? [] : [{ id: flow.id, source }];
    });
    if (element.outgoing.length < 2) return [];
    const overlaps = element.kind === 'exclusiveGateway' ? overlapping(element, flows) : [];
    const isOpen = element.defaultFlow === null && !coverEverything(flows.map(({ source }) => source));
    return isOpen ? [...overlaps, warn('lint.conditionsLeaveGap', element)] : overlaps;
  });
}

function overlapping(
  gateway: Element,
  flows: readonly { readonly id: string; readonly source: string }[],
): readonly ModelProblem[] {
  return flows.flatMap((first, position) =>
    flows.slice(position + 1).flatMap((second) => {
      const judgement = judge(first.source, second.source);
      if (judgement.kind !== 'overlap') return [];
      const example = judgement.example === '' ? '' : ` (${judgement.example})`;
      return [warn('lint.conditionsOverlap', gateway, { first: first.id, second: second.id, example })];
    }),
  );
}

/** Gateways that do nothing, or two things at once. */
export function gatewayShape(graph: Graph): readonly ModelProblem[] {
  return graph.elements.flatMap((element) => {
    switch (element.kind) {
      case 'exclusiveGateway':
      case 'parallelGateway':
      case 'inclusiveGateway': {
        const [into, out] = [element.incoming.length, element.outgoing.length];
        if (into === 1 && out === 1) return [warn('lint.gatewaySuperfluous', element)];
        return into > 1 && out > 1 ? [warn('lint.gatewayForksAndJoins', element)] : [];
      }
      default:
        return [];
    }
  });
}
