import fc from 'fast-check';
import { process } from '#engine/testing/index.ts';
import type { EventOptions, ProcessBuilder } from '#engine/testing/index.ts';

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
  | {
      readonly kind: 'sub';
      readonly inside: Graph;
      readonly boundary: 'none' | 'timer' | 'timerNon' | 'error' | 'condition';
      /** A transaction is left by its cancel boundary event. */
      readonly transaction: boolean;
      /** It has a compensation event subprocess. */
      readonly undo: boolean;
    }
  | { readonly kind: 'end'; readonly end: 'none' | 'terminate' | 'error' | 'cancel' };

/** What no engine but this one executes is drawn here: loops, events of several parts, data stores, transactions. */
const waiting = [
  'job',
  'user',
  'timer',
  'message',
  'loop',
  'items',
  'several',
  'both',
  'stored',
  'compensable',
] as const;
const passing = [
  'task',
  'exclusive',
  'parallel',
  'inclusive',
  'complex',
  'condition',
  'publish',
  'compensate',
] as const;

type Sub = Extract<Node, { kind: 'sub' }>;
type End = Extract<Node, { kind: 'end' }>;

/** What graphs are made of. */
interface Kinds {
  readonly waiting: readonly (typeof waiting)[number][];
  readonly passing: readonly (typeof passing)[number][];
  readonly ends: readonly End['end'][];
  readonly boundary: readonly Sub['boundary'][];
  /** Transactions, and compensation event subprocesses. */
  readonly beyond: fc.Arbitrary<boolean>;
}

const everything: Kinds = {
  waiting,
  passing: [...passing, 'parallel', 'inclusive'],
  ends: ['none', 'none', 'terminate', 'error', 'cancel'],
  boundary: ['none', 'timer', 'timerNon', 'error', 'condition'],
  beyond: fc.boolean(),
};

/**
 * What Zeebe has as well. What ends a scope at once is left out: which of the branches beside it get how far before would
 * hang on the order in which forks are walked (DIF4).
 */
const ofZeebe: Kinds = {
  waiting: ['job', 'user', 'timer', 'message', 'items', 'compensable'],
  passing: ['task', 'exclusive', 'parallel', 'inclusive', 'parallel', 'exclusive', 'inclusive', 'compensate'],
  ends: ['none'],
  boundary: ['none', 'timer', 'timerNon'],
  beyond: fc.constant(false),
};

/** Graphs of up to `size` nodes, with subprocesses `depth` deep that hold graphs of their own. */
export function graphs(size: number, depth: number): fc.Arbitrary<Graph> {
  return graphsOf(everything, size, depth);
}

/** As `graphs`, of what Zeebe executes. */
export function graphsForZeebe(size: number, depth: number): fc.Arbitrary<Graph> {
  return graphsOf(ofZeebe, size, depth);
}

function graphsOf(kinds: Kinds, size: number, depth: number): fc.Arbitrary<Graph> {
  const plain = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom(...kinds.waiting) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom(...kinds.passing) }) },
    fc.record({ kind: fc.constant('end' as const), end: fc.constantFrom(...kinds.ends) }),
  );
  const subs =
    depth === 0
      ? []
      : [
          fc.record({
            kind: fc.constant('sub' as const),
            inside: graphsOf(kinds, Math.ceil(size / 2), depth - 1),
            boundary: fc.constantFrom(...kinds.boundary),
            transaction: kinds.beyond,
            undo: kinds.beyond,
          }),
        ];
  const ends = fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 }));
  return fc.record({
    nodes: fc.array<Node>(fc.oneof(plain, ...subs), { minLength: 2, maxLength: size }),
    flows: fc.array(ends, { minLength: 2, maxLength: size * 2 }),
  });
}

/** Draws it as a process `p`, which reads `x` (a number), `items` (a list) and `k` (the correlation key). */
export function drawGraph(graph: Graph, isForZeebe = false): string {
  const builder = process('p');
  new Pencil(isForZeebe, publishes(graph)).draw(builder, graph, false);
  return builder.toXml();
}

function publishes({ nodes }: Graph): boolean {
  return nodes.some((node) => (node.kind === 'sub' ? publishes(node.inside) : node.kind === 'publish'));
}

class Pencil {
  #ids = 0;
  #timers = 0;
  /** In Zeebe, all flows that leave an activity are taken. */
  readonly #isForZeebe: boolean;

  readonly #publishes: boolean;

  constructor(isForZeebe: boolean, publishes: boolean) {
    this.#isForZeebe = isForZeebe;
    this.#publishes = publishes;
  }

  draw(at: ProcessBuilder, { nodes, flows }: Graph, inTransaction: boolean): void {
    const ids = nodes.map((node) => this.#node(at.unlinked(), node, inTransaction));
    // The start leads to the first node that is no end, so that something happens.
    const first = nodes.findIndex(({ kind }) => kind !== 'end');
    at.startEvent(this.#id('start')).to(ids[Math.max(first, 0)] ?? '');
    const drawn = this.#flows(nodes, flows);
    for (const [from, targets] of drawn) {
      const source = ids[from] ?? '';
      targets.forEach((target, index) => {
        at.from(source);
        const kind = nodes[from]?.kind;
        // Conditions may leave an activity, too.
        const isChoice = kind === 'exclusive' || kind === 'inclusive' || (kind === 'job' && !this.#isForZeebe);
        // One flow has no condition, or is the default, so that no choice is without a way on.
        if (isChoice && targets.length > 1) at.flow(index === 0 ? { default: true } : { condition: condition(index) });
        at.to(ids[target] ?? '');
      });
    }
  }

  /**
   * The targets of each node. A flow back ends in a node that waits: else the instance would run without end. Nor does it end
   * in a receive task where something publishes messages, which would bring back to it for ever what it waits for.
   */
  #flows(nodes: readonly Node[], flows: Graph['flows']): ReadonlyMap<number, readonly number[]> {
    const drawn = new Map<number, number[]>();
    for (const [one, other] of flows) {
      const [from, to] = [one % nodes.length, other % nodes.length];
      const [source, target] = [nodes[from], nodes[to]];
      if (source === undefined || target === undefined || source.kind === 'end') continue;
      if (to <= from && !(isWaiting(target.kind) && !(this.#publishes && target.kind === 'message'))) continue;
      const targets = drawn.get(from) ?? [];
      if (!targets.includes(to)) drawn.set(from, [...targets, to]);
    }
    return drawn;
  }

  #node(at: ProcessBuilder, node: Node, inTransaction: boolean): string {
    const id = this.#id(node.kind);
    if (node.kind === 'sub') this.#sub(at, id, node);
    else if (node.kind === 'end') at.endEvent(id, endOf(node.end, inTransaction));
    else if (isWaiting(node.kind)) this.#waiting(at, id, node.kind);
    else drawPassing(at, id, node.kind);
    return id;
  }

  #waiting(at: ProcessBuilder, id: string, kind: (typeof waiting)[number]): unknown {
    const message = (part: string) => ({ message: `m_${id}${part}`, correlationKey: 'k' });
    switch (kind) {
      case 'job':
        return at.serviceTask(id);
      case 'user':
        return at.userTask(id);
      case 'timer':
        return at.catchEvent(id, { timer: { duration: this.#duration() } });
      case 'message':
        return at.receiveTask(id, message(''));
      case 'loop':
        return at.serviceTask(id, { standardLoop: { condition: 'modulo(x, 3) != 0', maximum: 3 } });
      case 'items':
        return at.serviceTask(id, { multiInstance: { inputCollection: 'items', inputElement: 'item' } });
      case 'several':
        return at.catchEvent(id, { several: [message(''), { timer: { duration: this.#duration() } }] });
      case 'both':
        return at.catchEvent(id, { several: [message('a'), message('b')], parallel: true });
      case 'stored':
        at.dataStore(`${id}_store`, 'shared');
        return at.serviceTask(id, { reads: [{ item: `${id}_store` }], writes: [{ item: `${id}_store`, as: 'r' }] });
      case 'compensable':
        return at.serviceTask(id).compensation(id, `undo_${id}`);
    }
  }

  #sub(at: ProcessBuilder, id: string, node: Extract<Node, { kind: 'sub' }>): void {
    const { inside, boundary, transaction, undo } = node;
    const fill = (scope: ProcessBuilder): void => {
      this.draw(scope, inside, transaction);
      if (!undo) return;
      scope.eventSubProcess(`${id}_undo`, { compensation: null }, (all) => all.serviceTask(`${id}_mend`).endEvent());
    };
    if (transaction)
      at.transaction(id, fill).boundaryEvent(`${id}_cancelled`, id, { cancel: true }).endEvent(`${id}_off`);
    else at.subProcess(id, fill);
    if (boundary === 'none') return;
    const event =
      boundary === 'error'
        ? { error: 'ERR' }
        : boundary === 'condition'
          ? { condition: 'modulo(x, 5) = 0' }
          : { timer: { duration: this.#duration() } };
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

function isWaiting(kind: Node['kind']): kind is (typeof waiting)[number] {
  return waiting.some((one) => one === kind);
}

function drawPassing(at: ProcessBuilder, id: string, kind: (typeof passing)[number]): ProcessBuilder {
  switch (kind) {
    case 'task':
      return at.task(id);
    case 'exclusive':
      return at.exclusiveGateway(id);
    case 'parallel':
      return at.parallelGateway(id);
    case 'inclusive':
      return at.inclusiveGateway(id);
    case 'complex':
      return at.complexGateway(id, { activation: 'activationCount >= 2' });
    case 'condition':
      return at.catchEvent(id, { condition: 'modulo(x, 4) = 0' });
    case 'publish': {
      const publish = '<zeebe:publishMessage correlationKey="=k" timeToLive="PT1H"/>';
      return at.throwEvent(id, { message: 'm_message1' }, { extensions: publish });
    }
    case 'compensate':
      return at.throwEvent(id, { compensation: null });
  }
}

/** Only a transaction can be cancelled. */
function endOf(end: Extract<Node, { kind: 'end' }>['end'], inTransaction: boolean): EventOptions {
  switch (end) {
    case 'none':
      return { none: true };
    case 'terminate':
      return { terminate: true };
    case 'error':
      return { error: 'ERR' };
    case 'cancel':
      return inTransaction ? { cancel: true } : { none: true };
  }
}
