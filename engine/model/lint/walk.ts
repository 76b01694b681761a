import type { Container, Element } from '../definition.ts';
import { simpleThrows, simpleTriggers } from '../validate/event-rules.ts';
import { isActivity } from '../validate/graph.ts';
import type { Graph } from '../validate/graph.ts';

/** Elements of a container that get a token without a sequence flow from another element of it. */
export function entries(graph: Graph, container: Container): readonly string[] {
  return graph
    .children(container)
    .filter((element) => {
      switch (element.kind) {
        case 'startEvent':
        case 'eventSubProcess':
          return true;
        case 'receiveTask':
        case 'eventBasedGateway':
          return element.instantiate;
        default:
          // Any activity of an ad-hoc subprocess can be activated; a handler is reached by compensation.
          return container.kind === 'adHocSubProcess'
            ? element.kind !== 'boundaryEvent'
            : isActivity(element) && element.isForCompensation;
      }
    })
    .map(({ id }) => id);
}

/** Where a token can go next from an element, by flows, boundary events and links. `without` leaves flows out. */
export function nextOf(graph: Graph, element: Element, without: ReadonlySet<string> = new Set()): readonly string[] {
  const byFlow = graph
    .outgoing(element)
    .filter(({ id }) => !without.has(id))
    .map(({ target }) => target);
  const byBoundary = isActivity(element) ? element.boundary : [];
  const byLink =
    element.kind === 'intermediateThrowEvent'
      ? simpleThrows(element.throws).flatMap((thrown) => (thrown.kind === 'link' ? [thrown.target] : []))
      : [];
  return [...byFlow, ...byBoundary, ...byLink];
}

/**
 * Everything that a token at one of the elements can reach, these included. `stopAt` is reached but not passed; `without`
 * are flows that nobody takes.
 */
export function reachable(
  graph: Graph,
  from: readonly string[],
  options: { readonly without?: ReadonlySet<string>; readonly stopAt?: (element: Element) => boolean } = {},
): ReadonlySet<string> {
  const found = new Set<string>(from);
  const work = [...from];
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    const element = graph.element(id);
    if (element === undefined || options.stopAt?.(element)) continue;
    for (const next of nextOf(graph, element, options.without)) {
      if (found.has(next)) continue;
      found.add(next);
      work.push(next);
    }
  }
  return found;
}

/** Ends its whole scope, so that nothing else in it waits any longer. */
export function endsScope(element: Element): boolean {
  if (element.kind !== 'endEvent') return false;
  return simpleThrows(element.throws).some(({ kind }) => kind === 'terminate' || kind === 'error' || kind === 'cancel');
}

export function triggerKinds(element: Element): readonly string[] {
  return 'trigger' in element ? simpleTriggers(element.trigger).map(({ kind }) => kind) : [];
}
