import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocate,
  convert,
  minorToJson,
  minorUnits,
  timesRate,
  toMajor,
  toMinor,
} from '#activities/commerce/money/money.ts';

describe('minor units', () => {
  it.each([
    ['12.345', 'EUR', 1235],
    ['-12.345', 'EUR', -1235],
    ['0.004', 'EUR', 0],
    ['1234.5', 'JPY', 1235],
    ['1.2345', 'KWD', 1235],
  ])('%s %s', (major, currency, minor) => {
    expect(toMinor(major, currency)).toBe(BigInt(minor));
  });

  it.each([
    ['half-up', 3],
    ['half-even', 2],
    ['down', 2],
    ['up', 3],
  ] as const)('2.5 rounded %s is %i', (method, result) => {
    expect(timesRate(25n, '0.1', method)).toBe(BigInt(result));
  });

  it('never goes through binary floats: 0.1 of 3 times 10 cents', () => {
    expect(timesRate(1000000000000000001n, '0.1')).toBe(100000000000000000n);
  });

  it('survives the way to JSON and back, as number or decimal text', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (minor) => {
        const json: unknown = JSON.parse(JSON.stringify(minorToJson(minor)));
        expect(minorUnits.parse(json)).toBe(minor);
      }),
    );
  });

  it('refuses a fraction of a minor unit', () => {
    expect(minorUnits.safeParse(12.5).success).toBe(false);
    expect(minorUnits.safeParse('12.5').success).toBe(false);
  });

  it('comes back from major units unchanged', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        (minor, currency) => {
          expect(toMinor(toMajor(minor, currency), currency)).toBe(minor);
        },
      ),
    );
  });
});

describe('allocation', () => {
  it('loses no cent, and no share is more than a cent from its exact value', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10_000n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), weights, (minor, shares) => {
        const total = shares.reduce((sum, share) => sum + share, 0n);
        const result = allocate(minor, shares);
        expect(result.reduce((sum, share) => sum + share, 0n)).toBe(minor);
        if (total === 0n) return;
        result.forEach((share, index) => {
          const distance = share * total - minor * (shares[index] ?? 0n);
          expect(distance <= total && distance >= -total).toBe(true);
        });
      }),
    );
  });

  it.each([
    ['100', '1 1 1', '34 33 33'],
    ['100', '0 0', '100 0'],
    ['0', '3 4', '0 0'],
    ['7', '1 2 4', '1 2 4'],
  ])('%s over %s is %s', (minor, weights, shares) => {
    expect(allocate(BigInt(minor), weights.split(' ').map(BigInt)).join(' ')).toBe(shares);
  });
});

it('converts between currencies of different minor digits', () => {
  expect(convert({ minor: 10_00n, currency: 'EUR' }, 'JPY', '186.75')).toEqual({ minor: 1868n, currency: 'JPY' });
});
