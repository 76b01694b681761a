import { describe, expect, it } from 'vitest';
import { compileExpression, evaluate } from '#engine/expression/index.ts';
import { environment, evaluationOf, valueOf } from './value-of.ts';

describe('a syntax error', () => {
  it.each([
    ['1 +', 1, 4, 'an expression'],
    ['if a then b', 1, 12, 'else …'],
    ['[1, 2', 1, 6, ']'],
    ['count(xs', 1, 9, ')'],
    ['for x in xs', 1, 12, 'return …'],
    ['a = 1\n  and (b', 2, 9, ')'],
    ['{a: 1', 1, 6, '}'],
  ])('in %j says line %i, column %i and that %s was expected', (source, line, column, expected) => {
    // when
    const compiled = compileExpression(source);
    // then
    expect(compiled.ok ? null : compiled.problems[0]).toMatchObject({ line, column, expected });
  });
});

describe('what is known without values', () => {
  it.each([
    ['unknown(1)', /unknown function 'unknown'/],
    ['count()', /'count' does not take 0 arguments/],
    ['substring(string: "a", begin: 1)', /does not take arguments string, begin/],
    ['@"2024-13-01"', /is no date/],
    ['1 + "a"', /number \+ string/],
    ['if 1 then 2 else 3', /condition is a number/],
    ['"a" > 1', /string with a number/],
    ['upper case(1)', /'upper case' has no value for \(number\)/],
    ['sum("a", "b")', /'sum' has no value for \(string, string\)/],
    ['"a" in [1..3]', /cannot compare a string with a number/],
  ])('%s is a problem', (source, message) => {
    // when
    const compiled = compileExpression(source);
    // then
    expect(compiled.ok && compiled.expression.problems.map((problem) => problem.message).join()).toMatch(message);
  });

  it('is not more than it can be: variables may be of any type', () => {
    const compiled = compileExpression('if a then b + 1 else upper case(c) + d.e(1)');
    expect(compiled.ok && compiled.expression.problems).toEqual([]);
  });

  it('are the names that an expression reads, in order and without its own', () => {
    // when
    const compiled = compileExpression('for line in order.lines return line.price * rate + count(order.lines) + f');
    // then
    expect(compiled.ok && compiled.expression.reads).toEqual(['order', 'rate', 'f']);
  });
});

describe('an evaluation', () => {
  it('tells with its place what was null', () => {
    // when
    const result = evaluationOf('1 +\n  missing');
    // then
    expect(result).toMatchObject({
      ok: true,
      value: null,
      warnings: [
        { code: 'NO_VARIABLE_FOUND', line: 2, column: 3 },
        { code: 'INVALID_TYPE', line: 1, column: 1 },
      ],
    });
  });

  it('fails with the message of an assertion', () => {
    expect(evaluationOf('assert(x, x > 5, "too small")', { x: 1 })).toMatchObject({ ok: false, message: 'too small' });
  });

  it('draws from the source of the caller and from nothing else', () => {
    expect([valueOf('random number()'), valueOf('random number()')]).toEqual([0.5, 0.5]);
    expect(valueOf('uuid()')).toBe(valueOf('uuid()'));
    expect(valueOf('uuid()')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('tells now and today in the zone of the caller', () => {
    // given
    const compiled = compileExpression('[today(), now()]');
    if (!compiled.ok) throw new Error('not compiled');
    const shanghai = { ...environment, now: Date.UTC(2026, 10, 23, 18), zone: 'Asia/Shanghai' };
    // when
    const result = evaluate(compiled.expression, { get: () => undefined }, shanghai);
    // then
    expect(result.ok && result.value).toEqual(['2026-11-24', '2026-11-24T02:00:00+08:00[Asia/Shanghai]']);
  });

  it.each([
    [
      'x[y > 1].z',
      {
        x: [
          { y: 1, z: 'a' },
          { y: 2, z: 'b' },
        ],
      },
      ['b'],
    ],
    ['for i in 1..3 return if i = 1 then 1 else i * partial[-1]', {}, [1, 2, 6]],
    ['some a in xs, b in xs satisfies a + b = 5', { xs: [1, 2, 3] }, true],
    ['{a: 1, b: a + 1, f: function(x) x * b}.f(5)', {}, 10],
    ['sort([3, 1, 2], function(a, b) a > b)', {}, [3, 2, 1]],
    ['get or else(missing.name, "none")', {}, 'none'],
    ['is defined(x) and not(is defined(y))', { x: null }, true],
    ['to base64("FEEL")', {}, 'RkVFTA=='],
    ['from base64(to base64("größer 🐎"))', {}, 'größer 🐎'],
    ['from json("{\\"a\\": [1, 2.5]}").a[2]', {}, 2.5],
    ['context merge([{a: 1}, {a: 2, b: 3}])', {}, { a: 2, b: 3 }],
    ['string length("🐎")', {}, 1],
    ['partition([1, 2, 3], 2)', {}, [[1, 2], [3]]],
  ])('%s is %j', (source, variables, expected) => {
    expect(valueOf(source, variables)).toEqual(expected);
  });
});

describe('the dialects differ', () => {
  it.each([
    ['count(1)', null, 1],
    ['[1] = ["a"]', false, null],
    ['2 * 3 instance of number', true, null],
    ['time("10:30")', '10:30:00', null],
    ['[1, 2]["x"]', [], null],
    ['before("a", "b")', null, true],
    ['string(duration("PT0S"))', 'P0D', 'PT0S'],
  ])('about %s: %j in BPMN, %j in DMN', (source, bpmn, dmn) => {
    expect(valueOf(source, {}, 'bpmn')).toEqual(bpmn);
    expect(valueOf(source, {}, 'dmn')).toEqual(dmn);
  });
});
