import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExpression, parseUnaryTests } from '#engine/expression/syntax/parse.ts';
import { printExpression, printUnaryTests } from '#engine/expression/syntax/print.ts';
import { anyExpression } from './any-expression.ts';
import { shape } from './shape.ts';

describe('printing', () => {
  it('reads back as the same tree', () => {
    fc.assert(
      fc.property(anyExpression, (tree) => {
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

  // The grammar follows two readings of these for a while: an empty list or a range open on the left, a sum or a name.
  it.each([
    ['a filter behind an empty list', 'filter', `xs[[]][${sumOf(60)}]`],
    ['a sum as an argument', 'call', `f(${sumOf(60)}, 1)`],
    ['a date and time of much', 'call', `date and time(if a then ${sumOf(60)} else [b], c)`],
    ['ranges in a list', 'list', '[]1..2], ](3)..4]]'],
    ['an argument’s name with signs', 'call', 'f(a - b: 1, c/d: 2)'],
  ])('reads %s (%s), however long', (_name, kind, text) => {
    // when
    const parsed = parseExpression(text);
    // then
    expect(parsed.ok ? parsed.value.kind : parsed.problems).toBe(kind);
  });
});

function sumOf(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index} * 2`).join(' + ');
}
