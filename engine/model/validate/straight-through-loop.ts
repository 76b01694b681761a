import type { CallActivity, Element, Throw } from '../definition.ts';
import type { ModelProblem } from '../problem.ts';
import { refuse } from './graph.ts';
import type { Graph } from './graph.ts';

/**
 * Cycles through elements that never wait: such a loop would run for ever within one step. As in Zeebe, a cycle counts
 * when something is done on it (a task without work, a FEEL script, a throw event that nobody answers, a call of the same
 * process); one of gateways alone is decided by its conditions.
 */
export function straightThroughLoops(graph: Graph): readonly ModelProblem[] {
  const passing = new Map(
    graph.elements.filter((element) => passesThrough(graph, element)).map((element) => [element.id, element]),
  );
  return cycles(passing, graph)
    .filter((cycle) => cycle.some(isDone))
    .map((cycle) => {
      const elements = cycle.map(({ id }) => id).join(', ');
      const first = cycle.find(isDone);
      return refuse('process.straightThroughLoop', { id: first?.id ?? graph.definition.processId }, { elements });
    });
}

const done: readonly Element['kind'][] = ['task', 'manualTask', 'scriptTask', 'callActivity', 'intermediateThrowEvent'];

function isDone({ kind }: Element): boolean {
  return done.includes(kind);
}

const thrownAtOnce: readonly Throw['kind'][] = ['none', 'link', 'signal', 'escalation'];

function passesThrough(graph: Graph, element: Element): boolean {
  switch (element.kind) {
    case 'task':
    case 'manualTask':
      return element.loop?.kind !== 'standardLoop';
    case 'scriptTask':
      return element.script.kind === 'feel' && element.loop?.kind !== 'standardLoop';
    case 'subProcess':
    case 'transaction':
      return element.loop === null;
    case 'callActivity':
      return element.loop === null && callsItself(graph, element);
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'inclusiveGateway':
      return true;
    case 'intermediateThrowEvent':
      return thrownAtOnce.includes(element.throws.kind);
    case 'endEvent':
      return element.throws.kind === 'none';
    case 'intermediateCatchEvent':
      return element.trigger.kind === 'link';
    case 'startEvent':
      return element.trigger.kind === 'none';
    default:
      return false;
  }
}

/** What it calls begins again what is running; any other process counts as a wait. */
function callsItself(graph: Graph, element: CallActivity): boolean {
  return element.processId.kind === 'static' && element.processId.value === graph.definition.processId;
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
  return element === undefined ? [] : targetsOf(graph, element).filter((target) => nodes.has(target));
}

/** Where the token goes next: into a subprocess, out of it at its end, to a link's other half, into the called process. */
function targetsOf(graph: Graph, element: Element): readonly string[] {
  const flows = graph.outgoing(element).map(({ target }) => target);
  switch (element.kind) {
    case 'subProcess':
    case 'transaction':
      return element.startEvents;
    case 'callActivity': {
      const process = graph.element(graph.definition.processId);
      return process?.kind === 'process' ? process.startEvents : [];
    }
    case 'intermediateThrowEvent':
      return element.throws.kind === 'link' ? [element.throws.target] : leaving(graph, element, flows);
    default:
      return leaving(graph, element, flows);
  }
}

function leaving(graph: Graph, element: Element, flows: readonly string[]): readonly string[] {
  const scope = graph.scopeOf(element);
  const isLast = flows.length === 0 && (scope?.kind === 'subProcess' || scope?.kind === 'transaction');
  return isLast
    ? leaving(
        graph,
        scope,
        graph.outgoing(scope).map(({ target }) => target),
      )
    : flows;
}
