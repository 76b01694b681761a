import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLossless } from '#engine/server/http/lossless-json.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';

function problemOf(text: string): ApiProblem {
  try {
    parseLossless(text);
  } catch (error) {
    if (error instanceof ApiProblem) return error;
    throw error;
  }
  throw new Error(`not refused: ${text}`);
}

describe('JSON of a request', () => {
  it.each([
    ['{"total": 9007199254740993}', 'total', '9007199254740993'],
    ['{"order": {"items": [1, {"price": 0.12345678901234567890}]}}', 'order.items[1].price', '0.12345678901234567890'],
    ['[[1, 2], [1e400]]', '[1][0]', '1e400'],
    ['{"a": "9007199254740993, {", "b": -9007199254740993}', 'b', '-9007199254740993'],
    ['{"a\\"b": [{"c": 12345678901234567}]}', 'a"b[0].c', '12345678901234567'],
    ['9007199254740993', '$', '9007199254740993'],
  ])('refuses a number that would lose digits, with its path: %s', (text, field, literal) => {
    const problem = problemOf(text);
    expect([problem.status, problem.code, problem.field, problem.values['literal']]).toEqual([
      400,
      'request.number',
      field,
      literal,
    ]);
  });

  it.each(['0.1', '0.10', '1e3', '1.0E+2', '9007199254740992', '-0', '5e-324', '1.7976931348623157e308'])(
    'takes a number that a double holds or tells apart: %s',
    (text) => {
      expect(parseLossless(text)).toBe(Number(text));
    },
  );

  it('takes whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(parseLossless(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(['', '{', '{"a":1,}', 'nan', '{"a":01}'])('says what is not JSON: %s', (text) => {
    expect(problemOf(text).code).toBe('request.notJson');
  });
});
