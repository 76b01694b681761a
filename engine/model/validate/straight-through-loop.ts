import type { Element } from '../definition.ts';
import type { ModelProblem } from '../problem.ts';
import { refuse } from './graph.ts';
import type { Graph } from './graph.ts';

/**
 * Cycles through elements that never wait: such a loop would run for ever within one step. As in Zeebe, a cycle counts
 * when an abstract task, manual task or call activity lies on it; a cycle of gateways alone is decided by its conditions.
 */
export function straightThroughLoops(graph: Graph): readonly ModelProblem[] {
  const passing = new Map(graph.elements.filter(passesThrough).map((element) => [element.id, element]));
  return cycles(passing, graph)
    .filter((cycle) => cycle.some(({ kind }) => kind === 'task' || kind === 'manualTask' || kind === 'callActivity'))
    .map((cycle) => {
      const elements = cycle.map(({ id }) => id).join(', ');
      const [first] = cycle;
      return refuse('process.straightThroughLoop', { id: first?.id ?? graph.definition.processId }, { elements });
    });
}

function passesThrough(element: Element): boolean {
  switch (element.kind) {
    case 'task':
    case 'manualTask':
    case 'callActivity':
      return element.loop === null;
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'inclusiveGateway':
      return true;
    case 'intermediateThrowEvent':
      return element.throws.kind === 'none' || element.throws.kind === 'link';
    case 'intermediateCatchEvent':
      return element.trigger.kind === 'link';
    default:
      return false;
  }
}

/** Strongly connected groups of more than one element, or of one that leads to itself (Tarjan, without recursion). */
function cycles(nodes: ReadonlyMap<string, Element>, graph: Graph): readonly (readonly Element[])[] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: Element[][] = [];
  const next = (id: string) => successors(nodes, graph, id);

  const close = (id: string) => {
    const group: Element[] = [];
    let member: string | undefined;
    do {
      member = stack.pop();
      const element = member === undefined ? undefined : nodes.get(member);
      if (element === undefined) break;
      onStack.delete(element.id);
      group.push(element);
    } while (member !== id);
    if (group.length > 1 || next(id).includes(id)) found.push(group.reverse());
  };

  for (const root of nodes.keys()) {
    if (order.has(root)) continue;
    const work: { id: string; position: number }[] = [{ id: root, position: 0 }];
    while (work.length > 0) {
      const frame = work[work.length - 1];
      if (frame === undefined) break;
      const { id } = frame;
      if (frame.position === 0) {
        order.set(id, order.size);
        low.set(id, order.size - 1);
        stack.push(id);
        onStack.add(id);
      }
      const successor = next(id)[frame.position];
      frame.position += 1;
      if (successor === undefined) {
        work.pop();
        const parent = work[work.length - 1]?.id;
        if (parent !== undefined) low.set(parent, Math.min(low.get(parent) ?? 0, low.get(id) ?? 0));
        if (low.get(id) === order.get(id)) close(id);
      } else if (!order.has(successor)) work.push({ id: successor, position: 0 });
      else if (onStack.has(successor)) low.set(id, Math.min(low.get(id) ?? 0, order.get(successor) ?? 0));
    }
  }
  return found;
}

function successors(nodes: ReadonlyMap<string, Element>, graph: Graph, id: string): readonly string[] {
  const element = nodes.get(id);
  if (element === undefined) return [];
  const targets = graph.outgoing(element).map(({ target }) => target);
  if (element.kind === 'intermediateThrowEvent' && element.throws.kind === 'link') targets.push(element.throws.target);
  return targets.filter((target) => nodes.has(target));
}
