import fc from 'fast-check';
import type { Start } from '../differential/act.ts';

/** A whole process: how it starts and ends, and what lies around its flow. */
export interface Frame {
  readonly start: Start;
  readonly body: Block;
  readonly end: End;
  readonly inner: readonly Inner[];
  /** Of the process itself. */
  readonly listeners: boolean;
  /** Every how-manieth element of those that have no choice of their own has listeners; 0 = none. */
  readonly listened: number;
}

/** A block-structured process: every block has one way in and one way out, so each drawing of it is sound. */
export type Block = Leaf | Container;

export type Leaf =
  | {
      readonly kind: 'job';
      /** What has a job: four kinds of tasks, or a message throw event. */
      readonly at: 'service' | 'send' | 'script' | 'rule' | 'throw';
      readonly mapping: Mapping;
      readonly boundary: readonly Boundary[];
      readonly listeners: boolean;
      readonly fault: 'none' | 'type' | 'retries';
    }
  | {
      readonly kind: 'user';
      readonly mapping: Mapping;
      readonly boundary: readonly Boundary[];
      readonly listeners: boolean;
      readonly taskListeners: boolean;
      readonly assignment: 'none' | 'somebody' | 'faultAssignee' | 'faultDate' | 'faultPriority' | 'faultGroups';
    }
  | { readonly kind: 'script'; readonly mapping: Mapping }
  | { readonly kind: 'decision'; readonly mapping: Mapping }
  | { readonly kind: 'pass'; readonly manual: boolean; readonly listeners: boolean }
  | { readonly kind: 'timer'; readonly fault: boolean; readonly listeners: boolean }
  | {
      readonly kind: 'message';
      readonly task: boolean;
      readonly mapped: boolean;
      readonly fault: boolean;
      readonly boundary: readonly Boundary[];
    }
  | { readonly kind: 'signal'; readonly mapped: boolean }
  | { readonly kind: 'throwSignal' }
  | { readonly kind: 'link' }
  | { readonly kind: 'compensable'; readonly mapping: Mapping; readonly items: boolean }
  | { readonly kind: 'compensate'; readonly one: boolean }
  | { readonly kind: 'escalate'; readonly code: 'ESC' | 'OTHER' };

export type Container =
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'exclusive';
      readonly branches: readonly Block[];
      readonly complete: boolean;
      readonly listeners: boolean;
      /** A condition that is no boolean for one value of `x` in five. */
      readonly fault: boolean;
    }
  | { readonly kind: 'inclusive'; readonly branches: readonly Block[] }
  | { readonly kind: 'parallel'; readonly branches: readonly Block[] }
  | { readonly kind: 'events'; readonly branches: readonly Block[] }
  | {
      readonly kind: 'sub';
      readonly body: Block;
      readonly boundary: readonly Boundary[];
      readonly inner: readonly Inner[];
      readonly end: End;
      readonly mapping: Mapping;
      readonly listeners: boolean;
      readonly undo: boolean;
    }
  | {
      readonly kind: 'items';
      readonly sequential: boolean;
      readonly body: Block;
      readonly boundary: readonly Boundary[];
      readonly output: boolean;
      readonly condition: boolean;
      readonly fault: boolean;
    }
  | {
      readonly kind: 'call';
      readonly body: Block;
      readonly end: End;
      readonly inner: readonly Inner[];
      readonly boundary: readonly Boundary[];
      readonly mapping: Mapping;
      readonly allToChild: boolean;
      readonly allToParent: boolean;
      readonly missing: boolean;
      readonly listeners: boolean;
    }
  | {
      readonly kind: 'adHoc';
      readonly bodies: readonly Leaf[];
      /** A job says what starts in it, and when it is done. */
      readonly led: boolean;
      readonly all: boolean;
      readonly condition: boolean;
      readonly cancelRemaining: boolean;
      readonly mapping: Mapping;
      readonly boundary: readonly Boundary[];
    };

/** `fault` gives an input or output mapping that fails for one value of `x` in four. */
export type Mapping = 'none' | 'in' | 'out' | 'both' | 'faultIn' | 'faultOut';
export type End = 'none' | 'error' | 'terminate' | 'escalation' | 'compensation' | 'signal' | 'message';

export interface Boundary {
  readonly on:
    | 'timer'
    | 'timerNon'
    | 'cycleNon'
    | 'message'
    | 'messageNon'
    | 'signal'
    | 'signalNon'
    | 'error'
    | 'errorAll'
    | 'escalation'
    | 'escalationNon'
    | 'escalationAll';
  readonly body: Block;
  /** A timer or key that cannot be worked out for one value of `x` in five. */
  readonly fault: boolean;
}

export interface Inner extends Boundary {
  readonly listeners: boolean;
  /** Its start event passes on what came. */
  readonly mapped: boolean;
}

const none = 'none' as const;
const pass: Block = { kind: 'pass', manual: false, listeners: false };
const job: Block = { kind: 'job', at: 'service', mapping: none, boundary: [], listeners: false, fault: none };

const mapping = fc.constantFrom<Mapping>(none, none, 'in', 'out', 'both', 'faultIn', 'faultOut');
/** True one time in five: what every element may have, but not all at once. Shrinks to false. */
const seldom = fc.nat({ max: 4 }).map((drawn) => drawn === 4);
/** A failing choice is tried as its first, the simplest, too. */
const simplestFirst = { withCrossShrink: true };
const onTask = ['timer', 'timerNon', 'cycleNon', 'message', 'messageNon', 'signal', 'signalNon'] as const;
const onContainer = [...onTask, 'escalation', 'escalationNon', 'escalationAll'] as const;
const onError = ['error', 'errorAll'] as const;
const ends = fc.constantFrom<End>(none, none, 'error', 'terminate', 'escalation', 'compensation', 'signal', 'message');

/** Of one trigger one is enough, and two of the same code are refused. */
const triggerOf = ({ on }: Boundary): string => on.replace(/Non$/, '').replace('cycle', 'timer');

function boundaries(on: readonly Boundary['on'][], body: fc.Arbitrary<Block>): fc.Arbitrary<readonly Boundary[]> {
  return fc.uniqueArray(fc.record({ on: fc.constantFrom(...on), body, fault: seldom }), {
    maxLength: 2,
    selector: triggerOf,
  });
}

function inners(body: fc.Arbitrary<Block>): fc.Arbitrary<readonly Inner[]> {
  const on = fc.constantFrom<Inner['on']>(...onContainer, ...onError);
  const inner = fc.record({ on, body, listeners: seldom, mapped: fc.boolean(), fault: seldom });
  const some = fc.uniqueArray(inner, { minLength: 1, maxLength: 2, selector: triggerOf });
  return fc.oneof(simplestFirst, { weight: 2, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: some });
}

function leaf(small: fc.Arbitrary<Block>): fc.Arbitrary<Leaf> {
  const jobs = fc.record({
    kind: fc.constant('job' as const),
    at: fc.constantFrom('service', 'service', 'send', 'script', 'rule', 'throw'),
    mapping,
    boundary: boundaries([...onTask, ...onError, ...onError], small),
    listeners: seldom,
    fault: fc.constantFrom(none, none, none, none, 'type', 'retries'),
  });
  const users = fc.record({
    kind: fc.constant('user' as const),
    mapping,
    boundary: boundaries(onTask, small),
    listeners: seldom,
    taskListeners: seldom,
    assignment: fc.constantFrom(none, none, 'somebody', 'faultAssignee', 'faultDate', 'faultPriority', 'faultGroups'),
  });
  const messages = fc.record({
    kind: fc.constant('message' as const),
    task: fc.boolean(),
    mapped: fc.boolean(),
    fault: seldom,
    boundary: boundaries(onTask, small),
  });
  return fc.oneof(
    simplestFirst,
    { weight: 6, arbitrary: jobs },
    { weight: 3, arbitrary: users },
    { weight: 2, arbitrary: messages },
    fc.record({ kind: fc.constant('script' as const), mapping }),
    fc.record({ kind: fc.constant('decision' as const), mapping }),
    fc.record({ kind: fc.constant('pass' as const), manual: fc.boolean(), listeners: seldom }),
    fc.record({ kind: fc.constant('timer' as const), fault: seldom, listeners: seldom }),
    fc.record({ kind: fc.constant('signal' as const), mapped: fc.boolean() }),
    fc.constant<Leaf>({ kind: 'throwSignal' }),
    fc.constant<Leaf>({ kind: 'link' }),
    fc.record({ kind: fc.constant('compensable' as const), mapping, items: seldom }),
    fc.record({ kind: fc.constant('compensate' as const), one: fc.boolean() }),
    fc.record({ kind: fc.constant('escalate' as const), code: fc.constantFrom('ESC', 'OTHER') }),
  );
}

function containers(inside: fc.Arbitrary<Block>, small: fc.Arbitrary<Block>): fc.Arbitrary<Container> {
  const branches = fc.array(inside, { minLength: 2, maxLength: 3 });
  const boundary = boundaries([...onContainer, ...onError], small);
  return fc.oneof(
    simplestFirst,
    fc.record({ kind: fc.constant('sequence' as const), blocks: fc.array(inside, { minLength: 1, maxLength: 3 }) }),
    fc.record({
      kind: fc.constant('exclusive' as const),
      branches,
      complete: fc.boolean(),
      listeners: seldom,
      fault: seldom,
    }),
    fc.record({ kind: fc.constant('inclusive' as const), branches }),
    fc.record({ kind: fc.constant('parallel' as const), branches }),
    fc.record({ kind: fc.constant('events' as const), branches }),
    fc.record({
      kind: fc.constant('sub' as const),
      body: inside,
      boundary,
      inner: inners(inside),
      end: ends,
      mapping,
      listeners: seldom,
      undo: seldom,
    }),
    fc.record({
      kind: fc.constant('items' as const),
      sequential: fc.boolean(),
      body: inside,
      boundary: boundaries(['timer', 'timerNon', 'error', 'errorAll', 'message'], small),
      output: fc.boolean(),
      condition: fc.boolean(),
      fault: seldom,
    }),
    fc.record({
      kind: fc.constant('call' as const),
      body: inside,
      end: ends,
      inner: inners(inside),
      boundary,
      mapping,
      allToChild: fc.boolean(),
      allToParent: fc.boolean(),
      missing: seldom,
      listeners: seldom,
    }),
    fc.record({
      kind: fc.constant('adHoc' as const),
      bodies: fc.array(leaf(small), { minLength: 1, maxLength: 3 }),
      led: fc.boolean(),
      all: fc.boolean(),
      condition: fc.boolean(),
      cancelRemaining: fc.boolean(),
      mapping,
      boundary,
    }),
  );
}

/** Random blocks, nested up to `depth`. */
export function blocks(depth: number): fc.Arbitrary<Block> {
  const simple = fc.constantFrom<Block>(pass, job);
  let level: fc.Arbitrary<Block> = leaf(simple);
  for (let at = 0; at < depth; at += 1)
    level = fc.oneof(
      simplestFirst,
      { weight: 2, arbitrary: leaf(simple) },
      { weight: 3, arbitrary: containers(level, simple) },
    );
  return level;
}

/** Random processes of blocks. */
export function frames(depth: number): fc.Arbitrary<Frame> {
  return fc.record({
    start: fc.constantFrom<Start>(none, none, none, 'message', 'signal'),
    body: blocks(depth),
    end: ends,
    inner: inners(blocks(Math.max(depth - 1, 0))),
    listeners: seldom,
    listened: fc.constantFrom(0, 0, 0, 2, 5),
  });
}
