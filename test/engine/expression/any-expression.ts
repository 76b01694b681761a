import fc from 'fast-check';
import type { Expression, TypeReference } from '#engine/expression/syntax/ast.ts';

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

/** Words that mean something to the grammar, and so are worth having as keys. */
const grammarWord = fc.constantFrom(
  ...'and between context date else every external false for function if in instance list not null of or return'.split(
    ' ',
  ),
  ...'satisfies some then time true'.split(' '),
);
const type = fc.constantFrom<TypeReference>(
  { kind: 'named', name: 'number' },
  { kind: 'named', name: 'days and time duration' },
  { kind: 'list', of: { kind: 'named', name: 'date and time' } },
  { kind: 'context', entries: [{ name: 'a', type: { kind: 'named', name: 'string' } }] },
);

/** Any tree of the expressions whose text can be read back, as `printExpression` writes it. */
export const { expression: anyExpression } = fc.letrec<{ expression: Expression }>((tie) => {
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
      fc.record({ kind: fc.constant('instanceOf' as const), at: fc.constant(at), value: part, type }),
      fc.record({
        kind: fc.constant('in' as const),
        at: fc.constant(at),
        value: part,
        tests: fc.array(
          fc.record({ kind: fc.constant('expression' as const), at: fc.constant(at), expression: part }),
          {
            minLength: 1,
            maxLength: 2,
          },
        ),
      }),
      fc.record({
        kind: fc.constant('call' as const),
        at: fc.constant(at),
        callee: fc
          .constantFrom('f', 'date', 'date and time', 'get or else')
          .map((name): Expression => ({ kind: 'name', at, name })),
        args: fc.record({ by: fc.constant('position' as const), values: fc.array(part, { maxLength: 2 }) }),
      }),
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
        entries: fc.array(fc.record({ key: fc.oneof(fc.string({ maxLength: 5 }), grammarWord), value: part }), {
          maxLength: 3,
        }),
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
