import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileExpression, evaluate } from '#engine/expression/index.ts';
import type { Dialect } from '#engine/expression/index.ts';
import { environment, evaluationOf, valueOf } from './value-of.ts';

const words = [
  '1 0.5 "a" true null x xs item ? ( ) [ ] { } , : . .. + - * / ** = != < >= and or not in between if then else for',
  'return some every satisfies function external @ @"2024-01-01" date(" ") count( sort( matches( range< list<number>',
  'and( ` " // /* */ \n 🐎 \u0000 \ud800',
];
const token = fc.constantFrom('instance of', ...words.join(' ').split(' '));
const soup = fc.array(token, { maxLength: 24 }).map((tokens) => tokens.join(' '));
const dialects: readonly Dialect[] = ['bpmn', 'dmn'];
const variables = new Map<string, never[] | number | string>([
  ['x', 1],
  ['xs', []],
  ['?', 'a'],
]);

function compileAndEvaluate(source: string): void {
  for (const dialect of dialects) {
    for (const mode of ['expression', 'unary-tests'] as const) {
      const compiled = compileExpression(source, { dialect, mode });
      if (compiled.ok) evaluate(compiled.expression, variables, environment);
      else expect(compiled.problems.length).toBeGreaterThan(0);
    }
  }
}

describe('any text', () => {
  it('of FEEL’s words is compiled or refused, and evaluated, without a throw', { timeout: 120_000 }, () => {
    fc.assert(fc.property(soup, compileAndEvaluate), { numRuns: 60 });
  });

  it('at all is compiled or refused without a throw', { timeout: 120_000 }, () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), compileAndEvaluate), { numRuns: 40 });
  });
});

describe('a text beyond the limits', () => {
  it.each([
    ['too deep', `${'('.repeat(5000)}1${')'.repeat(5000)}`, /deep/],
    ['too deep in lists', `${'['.repeat(5000)}${']'.repeat(5000)}`, /deep/],
    ['too deep by operators', `1${' + 1'.repeat(5000)}`, /deep/],
    ['too long', `"${'a'.repeat(200_000)}"`, /longer/],
  ])('%s is refused with a reason', (_name, source, reason) => {
    // when
    const compiled = compileExpression(source);
    // then
    expect(compiled.ok ? '' : compiled.problems[0]?.message).toMatch(reason);
  });

  it.each([
    ['loops', 'for a in 1..10000, b in 1..10000 return a'],
    ['a range', 'count(for a in 1..1000000000 return a)'],
    ['recursion', '{f: function(n) f(n + 1), r: f(1)}.r'],
    ['growth', '{f: function(s, n) if n = 0 then s else f(s + s, n - 1), r: string length(f("abcdefgh", 60))}.r'],
  ])('%s ends with a message', (_name, source) => {
    const started = performance.now();
    expect(evaluationOf(source)).toMatchObject({ ok: false });
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('the host', () => {
  it.each([
    'x.constructor',
    'x.__proto__',
    'x.toString',
    'xs.length',
    'constructor',
    'toString',
    '__proto__',
    'xs.constructor',
    '"a".length',
    'get value(x, "constructor")',
    '{}.constructor',
    '{}.hasOwnProperty',
    'get value({}, "__proto__")',
  ])('is not reachable by %s', (source) => {
    const value = valueOf(source, { x: { a: 1 }, xs: [] });
    expect(value === null || (Array.isArray(value) && value.length === 0)).toBe(true);
  });

  it('is not changed by a key that names its prototype', () => {
    // when
    const value = valueOf('{"__proto__": {"polluted": true}}');
    // then
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
