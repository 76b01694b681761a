import { describe, expect, it } from 'vitest';
import type { Expression } from '#engine/expression/syntax/ast.ts';
import type { KnownNames } from '#engine/expression/syntax/names.ts';
import { parseExpression, parseUnaryTests } from '#engine/expression/syntax/parse.ts';
import { shape } from './shape.ts';

function treeOf(source: string, known: KnownNames = {}): Expression {
  const parsed = parseExpression(source, known);
  if (!parsed.ok) throw new Error(`${source}: ${parsed.problems[0]?.message}`);
  return parsed.value;
}

/** The filter's condition, or the value of a context's last entry: what is read where the names before it are in scope. */
function innermost(tree: Expression): Expression | undefined {
  if (tree.kind === 'filter') return tree.condition;
  if (tree.kind === 'context') return tree.entries.at(-1)?.value;
  if (tree.kind === 'call') return tree.args.values.at(-1);
  throw new Error(`${tree.kind} holds no other expression`);
}

const everyKeyword = [
  'if a then b else c',
  'for i in xs return i',
  'some i in xs satisfies i',
  'every i in xs satisfies i',
  'a and b or c',
  'a between b and c',
  'a in b',
  'a instance of number',
  'a instance of list<number>',
  'a instance of context<b: number>',
  'a instance of days and time duration',
  'a instance of years and months duration',
  'a instance of date and time',
  'a instance of function<number> -> number',
  'function(a) a',
  'function(a) external b',
  'not(a)',
  'date and time(a, b)',
  'date(a) = time(b)',
  'duration(a)',
  'years and months duration(a, b)',
  'get or else(a, b)',
  '[true, false, null]',
];
const cases = everyKeyword.flatMap((text) =>
  [...new Set(text.match(/[a-z]{2,}/g))].map((word) => [word, text] as const),
);

describe('a word that is in scope', () => {
  it.each(cases)('%s does not change what %s is', (word, text) => {
    // given
    const around = [
      `{${word}: 0}[${text}]`,
      `{"${word}": 0}[${text}]`,
      `{"${word}": 0, x: ${text}}`,
      `{r: ["${word}"..x)}[${text}]`,
    ];
    // when
    const inner = around.map((source) => shape(innermost(treeOf(source))));
    // then
    const expected = shape(treeOf(text));
    expect(inner).toEqual(around.map(() => expected));
    expect(shape(treeOf(text, { [word]: true }))).toEqual(expected);
  });

  it.each(['list', 'context', 'date', 'time', 'days', 'x'])('may be %s, which is its name there', (word) => {
    expect(shape(innermost(treeOf(`{${word}: 0}[${word}]`)))).toEqual({ kind: 'name', name: word });
  });

  it.each([
    ['f(of: 0, x: a instance of number)', 'a instance of number'],
    ['f(list: 0, x: a instance of list<number>)', 'a instance of list<number>'],
    ['f(time: 0, x: date and time(a, time))', 'date and time(a, time)'],
  ])('may be an argument’s name, as in %s', (text, last) => {
    expect(shape(innermost(treeOf(text)))).toEqual(shape(treeOf(last)));
  });

  it('may be a keyword behind a point', () => {
    expect(shape(treeOf('{then: 1}.then'))).toMatchObject({ kind: 'path', name: 'then' });
    expect(shape(treeOf('order.in in xs', { order: { in: true } }))).toMatchObject({ value: { name: 'in' } });
  });

  it('leaves a cell’s not as it is', () => {
    expect(parseUnaryTests('not(1, 2)', { not: true })).toMatchObject({ value: { negated: true } });
  });

  it.each([
    'for in in xs return in',
    '{then: 1}[then]',
    '{in: 1, b: in + 1}',
    '{if: f}[if(1)]',
    '{a: [1..2}[a]',
    '{a: [1..2)}[some i in]',
    '{of: 1}[a instance number]',
  ])('does not make %s an expression', (text) => {
    expect(parseExpression(text).ok).toBe(false);
  });
});

describe('the range', () => {
  it.each(['[1..2]', '[1..2)', '(1..2]', ']1..2]', '[1..2[', '[[1..2]..3]', '( /* [ */ [1..2])', '[[1..2], [3..4)]'])(
    '%s is behind nothing but itself',
    (range) => {
      // when
      const trees = [
        `{b-c: ${range}, x: b-c}`,
        `{a: ${range}, b-c: 1, x: b-c}`,
        `{b-c: 1, a: ${range}}[b-c]`,
        `{a: {b-c: ${range}}, x: b-c}`,
      ].map((source) => shape(innermost(treeOf(source))));
      const loop = treeOf(`for b-c in ${range} return b-c`);
      // then
      const name = { kind: 'name', name: 'b-c' };
      expect(trees).toEqual([
        name,
        name,
        name,
        { kind: 'arithmetic', operator: '-', left: leaf('b'), right: leaf('c') },
      ]);
      expect(loop.kind === 'for' && shape(loop.body)).toEqual(name);
    },
  );

  it.each([
    '{"a": [false..0.0)}[{"b": some i in x satisfies false}]',
    '{"a": [null..1]}[true between 0 and null]',
    '{"a": ["then".."z"]}[if x then 1 else 2]',
  ])('in %s keeps its ends to itself', (text) => {
    expect(parseExpression(text).ok).toBe(true);
  });
});

const leaf = (name: string): { readonly kind: string; readonly name: string } => ({ kind: 'name', name });
