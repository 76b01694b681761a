import fc from 'fast-check';
import { process } from '#engine/testing/index.ts';
import type { ProcessBuilder } from '#engine/testing/index.ts';

/**
 * An arbitrary flow graph: loops back, joins across branches, several ends, tokens that wait at a join for ever. Nothing
 * promises that it is sound; a modeler may draw it all the same.
 */
export interface Graph {
  readonly nodes: readonly Node[];
  /** Pairs of numbers that choose where a flow begins and where it goes on. */
  readonly flows: readonly (readonly [from: number, to: number])[];
}

export type Node =
  | { readonly kind: (typeof waiting)[number] | (typeof passing)[number] }
  | { readonly kind: 'sub'; readonly inside: Graph; readonly boundary: 'none' | 'timer' | 'timerNon' | 'error' }
  | { readonly kind: 'end'; readonly end: 'none' | 'terminate' | 'error' };

const waiting = ['job', 'user', 'timer', 'message'] as const;
const passing = ['task', 'exclusive', 'parallel', 'inclusive', 'complex'] as const;

/** Graphs of up to `size` nodes, with subprocesses `depth` deep that hold graphs of their own. */
export function graphs(size: number, depth: number): fc.Arbitrary<Graph> {
  const plain = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom(...waiting) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom(...passing, 'parallel', 'inclusive') }) },
    fc.record({ kind: fc.constant('end' as const), end: fc.constantFrom('none', 'none', 'terminate', 'error') }),
  );
  const subs =
    depth === 0
      ? []
      : [
          fc.record({
            kind: fc.constant('sub' as const),
            inside: graphs(Math.ceil(size / 2), depth - 1),
            boundary: fc.constantFrom('none', 'timer', 'timerNon', 'error'),
          }),
        ];
  const ends = fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 }));
  return fc.record({
    nodes: fc.array<Node>(fc.oneof(plain, ...subs), { minLength: 2, maxLength: size }),
    flows: fc.array(ends, { minLength: 2, maxLength: size * 2 }),
  });
}

/** Draws it as a process `p`, which reads `x` (a number) and `k` (the correlation key). */
export function drawGraph(graph: Graph): string {
  const builder = process('p');
  new Pencil().draw(builder, graph);
  return builder.toXml();
}

class Pencil {
  #ids = 0;
  #timers = 0;

  draw(at: ProcessBuilder, { nodes, flows }: Graph): void {
    const ids = nodes.map((node) => this.#node(at.unlinked(), node));
    // The start leads to the first node that is no end, so that something happens.
    const first = nodes.findIndex(({ kind }) => kind !== 'end');
    at.startEvent(this.#id('start')).to(ids[Math.max(first, 0)] ?? '');
    const drawn = this.#flows(nodes, flows);
    for (const [from, targets] of drawn) {
      const source = ids[from] ?? '';
      targets.forEach((target, index) => {
        at.from(source);
        const kind = nodes[from]?.kind;
        const isChoice = kind === 'exclusive' || kind === 'inclusive';
        // One flow has no condition, or is the default, so that no choice is without a way on.
        if (isChoice && targets.length > 1) at.flow(index === 0 ? { default: true } : { condition: condition(index) });
        at.to(ids[target] ?? '');
      });
    }
  }

  /** The targets of each node. A flow back ends in a node that waits: else the instance would run without end. */
  #flows(nodes: readonly Node[], flows: Graph['flows']): ReadonlyMap<number, readonly number[]> {
    const drawn = new Map<number, number[]>();
    for (const [one, other] of flows) {
      const [from, to] = [one % nodes.length, other % nodes.length];
      const [source, target] = [nodes[from], nodes[to]];
      if (source === undefined || target === undefined || source.kind === 'end') continue;
      if (to <= from && !isWaiting(target.kind)) continue;
      const targets = drawn.get(from) ?? [];
      if (!targets.includes(to)) drawn.set(from, [...targets, to]);
    }
    return drawn;
  }

  #node(at: ProcessBuilder, node: Node): string {
    const id = this.#id(node.kind);
    switch (node.kind) {
      case 'job':
        at.serviceTask(id);
        break;
      case 'user':
        at.userTask(id);
        break;
      case 'timer':
        at.catchEvent(id, { timer: { duration: this.#duration() } });
        break;
      case 'message':
        at.receiveTask(id, { message: `m_${id}`, correlationKey: 'k' });
        break;
      case 'task':
        at.task(id);
        break;
      case 'exclusive':
        at.exclusiveGateway(id);
        break;
      case 'parallel':
        at.parallelGateway(id);
        break;
      case 'inclusive':
        at.inclusiveGateway(id);
        break;
      case 'complex':
        at.complexGateway(id, { activation: 'activationCount >= 2' });
        break;
      case 'end':
        at.endEvent(
          id,
          node.end === 'terminate' ? { terminate: true } : node.end === 'error' ? { error: 'ERR' } : { none: true },
        );
        break;
      case 'sub':
        this.#sub(at, id, node);
    }
    return id;
  }

  #sub(at: ProcessBuilder, id: string, { inside, boundary }: Extract<Node, { kind: 'sub' }>): void {
    at.subProcess(id, (scope) => this.draw(scope, inside));
    if (boundary === 'none') return;
    const event = boundary === 'error' ? { error: 'ERR' } : { timer: { duration: this.#duration() } };
    at.boundaryEvent(`${id}_boundary`, id, event, { interrupting: boundary !== 'timerNon' });
    at.endEvent(`${id}_left`);
  }

  #id(prefix: string): string {
    this.#ids += 1;
    return `${prefix}${this.#ids}`;
  }

  #duration(): string {
    this.#timers += 1;
    return `PT${this.#timers * 10}M`;
  }
}

function condition(index: number): string {
  return `modulo(x, 3) >= ${index}`;
}

function isWaiting(kind: Node['kind']): boolean {
  return waiting.some((one) => one === kind);
}
