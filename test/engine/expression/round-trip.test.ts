import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression } from '#engine/expression/syntax/ast.ts';
import { parseExpression, parseUnaryTests } from '#engine/expression/syntax/parse.ts';
import { printExpression, printUnaryTests } from '#engine/expression/syntax/print.ts';

const at = 0;
const name = fc.constantFrom('order', 'total', 'lines', 'customer', 'übergabe', '订单', 'line item', 'x-ray');
/** The grammar knows no backticks where a name is introduced. */
const newName = fc.constantFrom('item1', 'über', '订单', 'line item');
const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc.nat({ max: 99_999 }).map((number): Expression => ({ kind: 'number', at, text: String(number) })),
  fc
    .tuple(fc.nat({ max: 999 }), fc.nat({ max: 99 }))
    .map(([a, b]): Expression => ({ kind: 'number', at, text: `${a}.${b}` })),
  fc.string({ maxLength: 8 }).map((value): Expression => ({ kind: 'string', at, value })),
  fc.boolean().map((value): Expression => ({ kind: 'boolean', at, value })),
  fc.constant<Expression>({ kind: 'null', at }),
  fc.constantFrom('2024-02-29', 'PT1H', '10:30:00Z').map((text): Expression => ({ kind: 'temporal', at, text })),
  name.map((text): Expression => ({ kind: 'name', at, name: text })),
);

const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
  const part = tie('expression');
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf,
      fc.record({
        kind: fc.constant('path' as const),
        at: fc.constant(at),
        object: name.map((text): Expression => ({ kind: 'name', at, name: text })),
        name,
      }),
      fc.record({ kind: fc.constant('filter' as const), at: fc.constant(at), list: part, condition: part }),
      fc.record({
        kind: fc.constant('arithmetic' as const),
        at: fc.constant(at),
        operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const, '**' as const),
        left: part,
        right: part,
      }),
      fc.record({
        kind: fc.constant('comparison' as const),
        at: fc.constant(at),
        operator: fc.constantFrom(
          '=' as const,
          '!=' as const,
          '<' as const,
          '<=' as const,
          '>' as const,
          '>=' as const,
        ),
        left: part,
        right: part,
      }),
      fc.record({
        kind: fc.constant('logic' as const),
        at: fc.constant(at),
        operator: fc.constantFrom('and' as const, 'or' as const),
        left: part,
        right: part,
      }),
      fc.record({ kind: fc.constant('between' as const), at: fc.constant(at), value: part, low: part, high: part }),
      fc.record({
        kind: fc.constant('if' as const),
        at: fc.constant(at),
        condition: part,
        then: part,
        otherwise: part,
      }),
      fc.record({ kind: fc.constant('list' as const), at: fc.constant(at), items: fc.array(part, { maxLength: 3 }) }),
      fc.record({
        kind: fc.constant('context' as const),
        at: fc.constant(at),
        entries: fc.array(fc.record({ key: fc.string({ maxLength: 5 }), value: part }), { maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant('for' as const),
        at: fc.constant(at),
        iterators: fc.array(fc.record({ name: newName, start: part, end: fc.option(part) }), {
          minLength: 1,
          maxLength: 2,
        }),
        body: part,
      }),
      fc.record({
        kind: fc.constant('quantified' as const),
        at: fc.constant(at),
        quantifier: fc.constantFrom('some' as const, 'every' as const),
        iterators: fc.array(fc.record({ name: newName, start: part, end: fc.constant(null) }), {
          minLength: 1,
          maxLength: 2,
        }),
        condition: part,
      }),
      fc.record({
        kind: fc.constant('range' as const),
        at: fc.constant(at),
        start: part,
        startIncluded: fc.boolean(),
        end: part,
        endIncluded: fc.boolean(),
      }),
    ),
  };
});

/** The tree without positions, which depend on the spelling. */
const shape = (tree: unknown): unknown =>
  JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'at' ? undefined : value)));

describe('printing', () => {
  it('reads back as the same tree', () => {
    fc.assert(
      fc.property(expression, (tree) => {
        const text = printExpression(tree);
        const parsed = parseExpression(text);
        expect(parsed.ok ? shape(parsed.value) : parsed.problems, text).toEqual(shape(tree));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    '-',
    '> 5',
    '< 3, > 5',
    'not("a", "b")',
    '[1..3]',
    '? > 5 and ? < 10',
    'list contains([1, 2], ?)',
    '<= @"2024-01-01"',
  ])('reads the cell %s back', (text) => {
    // given
    const parsed = parseUnaryTests(text);
    if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
    // when
    const again = parseUnaryTests(printUnaryTests(parsed.value));
    // then
    expect(again.ok && shape(again.value)).toEqual(shape(parsed.value));
  });

  it.each([
    'and(true, false) and or(true)',
    'get or else(x, 1) + years and months duration(a, b).months',
    'x instance of range<number>',
    'x instance of list<context<a: number, b: string>>',
    'function(a: number, b) a + b',
    'date and time("2024-01-01T00:00:00")',
    'sum(list: xs)',
    'x in (1, > 2, [3..4])',
    '-(a + b) ** 2',
    'a.b.c[1].d',
  ])('reads %s back', (text) => {
    // given
    const parsed = parseExpression(text);
    if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
    // when
    const again = parseExpression(printExpression(parsed.value));
    // then
    expect(again.ok ? shape(again.value) : again.problems).toEqual(shape(parsed.value));
  });
});
