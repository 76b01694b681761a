import fc from 'fast-check';

/** A block-structured process: every block has one way in and one way out, so each drawing of it is sound. */
export type Block =
  | {
      readonly kind: 'job';
      readonly mapping: Mapping;
      readonly boundary: readonly Boundary[];
      readonly listeners: boolean;
    }
  | { readonly kind: 'user' }
  | { readonly kind: 'script' }
  | { readonly kind: 'pass' }
  | { readonly kind: 'timer' }
  | { readonly kind: 'message'; readonly task: boolean; readonly mapped: boolean }
  | { readonly kind: 'signal' }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  | { readonly kind: 'exclusive'; readonly branches: readonly Block[]; readonly complete: boolean }
  | { readonly kind: 'inclusive'; readonly branches: readonly Block[] }
  | { readonly kind: 'parallel'; readonly branches: readonly Block[] }
  | { readonly kind: 'events'; readonly branches: readonly Block[] }
  | {
      readonly kind: 'sub';
      readonly body: Block;
      readonly boundary: readonly Boundary[];
      readonly inner: Inner | null;
      readonly end: End;
    }
  | {
      readonly kind: 'items';
      readonly sequential: boolean;
      readonly body: Block;
      readonly output: boolean;
      readonly condition: boolean;
    }
  | { readonly kind: 'compensable' }
  | { readonly kind: 'compensate' }
  | { readonly kind: 'escalate' };

export type Mapping = 'none' | 'in' | 'out' | 'both';
export type End = 'none' | 'error' | 'terminate' | 'escalation' | 'compensation';

export interface Boundary {
  readonly on:
    | 'timer'
    | 'timerNon'
    | 'cycleNon'
    | 'message'
    | 'messageNon'
    | 'error'
    | 'errorAll'
    | 'escalation'
    | 'escalationNon';
  readonly body: Block;
}

export interface Inner {
  readonly on: 'message' | 'messageNon' | 'timer' | 'timerNon' | 'error' | 'escalation' | 'escalationNon';
  readonly body: Block;
}

const pass: Block = { kind: 'pass' };
const mapping = fc.constantFrom<Mapping>('none', 'in', 'out', 'both');

function leaf(small: fc.Arbitrary<Block>): fc.Arbitrary<Block> {
  const boundary = fc.record({
    on: fc.constantFrom<Boundary['on']>('timer', 'timerNon', 'cycleNon', 'message', 'messageNon', 'error', 'errorAll'),
    body: small,
  });
  const boundaries = fc.uniqueArray(boundary, { maxLength: 2, selector: ({ on }) => on.replace('Non', '') });
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('job' as const),
        mapping,
        boundary: boundaries,
        listeners: fc.boolean().map((one) => one),
      }),
    },
    { weight: 2, arbitrary: fc.constant<Block>({ kind: 'user' }) },
    fc.constant<Block>({ kind: 'script' }),
    fc.constant<Block>(pass),
    fc.constant<Block>({ kind: 'timer' }),
    fc.record({ kind: fc.constant('message' as const), task: fc.boolean(), mapped: fc.boolean() }),
    fc.constant<Block>({ kind: 'signal' }),
    fc.constant<Block>({ kind: 'compensable' }),
    fc.constant<Block>({ kind: 'compensate' }),
    fc.constant<Block>({ kind: 'escalate' }),
  );
}

function containers(inside: fc.Arbitrary<Block>): fc.Arbitrary<Block> {
  const branches = fc.array(inside, { minLength: 2, maxLength: 3 });
  const boundary = fc.record({
    on: fc.constantFrom<Boundary['on']>(
      'timer',
      'timerNon',
      'message',
      'error',
      'errorAll',
      'escalation',
      'escalationNon',
    ),
    body: inside,
  });
  const inner = fc.record({
    on: fc.constantFrom<Inner['on']>(
      'message',
      'messageNon',
      'timer',
      'timerNon',
      'error',
      'escalation',
      'escalationNon',
    ),
    body: inside,
  });
  return fc.oneof(
    fc.record({ kind: fc.constant('sequence' as const), blocks: fc.array(inside, { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constant('exclusive' as const), branches, complete: fc.boolean() }),
    fc.record({ kind: fc.constant('inclusive' as const), branches }),
    fc.record({ kind: fc.constant('parallel' as const), branches }),
    fc.record({ kind: fc.constant('events' as const), branches }),
    fc.record({
      kind: fc.constant('sub' as const),
      body: inside,
      boundary: fc.uniqueArray(boundary, { maxLength: 2, selector: ({ on }) => on.replace('Non', '') }),
      inner: fc.option(inner),
      end: fc.constantFrom<End>('none', 'none', 'error', 'terminate', 'escalation', 'compensation'),
    }),
    fc.record({
      kind: fc.constant('items' as const),
      sequential: fc.boolean(),
      body: inside,
      output: fc.boolean(),
      condition: fc.boolean(),
    }),
  );
}

/** Random blocks, nested up to `depth`. */
export function blocks(depth: number): fc.Arbitrary<Block> {
  const simple = fc.constantFrom<Block>(pass, { kind: 'job', mapping: 'none', boundary: [], listeners: false });
  let level: fc.Arbitrary<Block> = leaf(simple);
  for (let at = 0; at < depth; at += 1)
    level = fc.oneof({ weight: 2, arbitrary: leaf(simple) }, { weight: 3, arbitrary: containers(level) });
  return level;
}
