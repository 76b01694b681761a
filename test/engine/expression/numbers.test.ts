import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compareNumbers,
  divide,
  modulo,
  multiply,
  numberFromText,
  numberToText,
  round,
  subtract,
} from '#engine/expression/values/number.ts';
import type { FeelNumber } from '#engine/expression/values/number.ts';
import { valueOf } from './value-of.ts';

/** Up to 15 digits, up to 6 of them behind the point: sums and products of two stay within 34 digits. */
const decimal: fc.Arbitrary<FeelNumber> = fc
  .tuple(fc.bigInt({ min: -999_999_999_999_999n, max: 999_999_999_999_999n }), fc.nat({ max: 6 }))
  .map(([digits, scale]) => divide(numberFromText(digits.toString()) ?? 0, 10 ** scale) ?? 0);

const text = (value: FeelNumber | null): string | null => (value === null ? null : numberToText(value));

describe('decimals', () => {
  it('add, subtract and multiply exactly', () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        const sum = add(a, b) ?? 0;
        expect(text(subtract(sum, b))).toBe(text(a));
        expect(text(sum)).toBe(text(add(b, a)));
        expect(text(multiply(a, b))).toBe(text(multiply(b, a)));
        const left = add(multiply(a, 3) ?? 0, multiply(c, 3) ?? 0);
        expect(text(left)).toBe(text(multiply(add(a, c) ?? 0, 3)));
      }),
    );
  });

  it('divide so that the quotient times the divisor comes back within the last digit', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        fc.pre(compareNumbers(b, 0) !== 0);
        const back = multiply(divide(a, b) ?? 0, b) ?? 0;
        const error = numberToText(round(subtract(back, a) ?? 0, 12, 'half-even') ?? 0);
        expect(Number(error)).toBeCloseTo(0, 12);
      }),
    );
  });

  it('have a remainder with the sign of the divisor, and smaller than it', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer().filter((n) => n !== 0),
        (dividend, divisor) => {
          const remainder = Number(text(modulo(dividend, divisor)));
          expect(Math.abs(remainder)).toBeLessThan(Math.abs(divisor));
          expect(remainder === 0 || Math.sign(remainder) === Math.sign(divisor)).toBe(true);
        },
      ),
    );
  });

  it('read back from their text', () => {
    fc.assert(
      fc.property(decimal, (a) => {
        expect(text(numberFromText(numberToText(a)))).toBe(numberToText(a));
      }),
    );
  });

  it.each([
    ['0.1 + 0.2', 0.3],
    ['0.1 + 0.2 = 0.3', true],
    ['1.15 * 100', 115],
    ['9007199254740993 - 1 = 9007199254740992', true],
    ['decimal(2.5, 0)', 2],
    ['decimal(3.5, 0)', 4],
    ['decimal(0.125, 2)', 0.12],
    ['10 / 3 * 3 = 10', false],
    ['1 / 0', null],
    ['2 ** 100 = 1267650600228229401496703205376', true],
    ['string(1 / 3)', '0.3333333333333333333333333333333333'],
    ['-0.0', 0],
    ['sum([0.1, 0.2, 0.3]) = 0.6', true],
  ])('%s is %j', (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });

  it('leave as text when no double holds them, with a warning', () => {
    expect(valueOf('9007199254740992 + 1')).toBe('9007199254740993');
  });
});
