import { Decimal } from 'decimal.js';
import { z } from 'zod';
import type { Json } from '#engine/contracts/json.ts';

/** 34 significant digits, half-even: the arithmetic of FEEL's numbers, so that a table and its activity agree. */
export const Exact = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_EVEN });

/** An amount in minor units of its currency: 12.34 EUR is `{ minor: 1234n, currency: 'EUR' }`. Never a binary float. */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

export type RoundingMethod = 'half-up' | 'half-even' | 'down' | 'up';

const roundingModes: Readonly<Record<RoundingMethod, Decimal.Rounding>> = {
  'half-up': Decimal.ROUND_HALF_UP,
  'half-even': Decimal.ROUND_HALF_EVEN,
  down: Decimal.ROUND_DOWN,
  up: Decimal.ROUND_UP,
};

/** ISO 4217 minor digits that are not two; every other currency of the commerce tables has two. */
const minorDigits: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  VND: 0,
  CLP: 0,
  ISK: 0,
  KWD: 3,
  BHD: 3,
  TND: 3,
};

export function minorDigitsOf(currency: string): number {
  return minorDigits[currency] ?? 2;
}

/** `toMinor('12.345', 'EUR')` is 1235n by half-up; the method is a rule of the jurisdiction, so callers pass theirs. */
export function toMinor(major: Decimal.Value, currency: string, method: RoundingMethod = 'half-up'): bigint {
  const scaled = new Exact(major).times(new Exact(10).pow(minorDigitsOf(currency)));
  return BigInt(scaled.toDecimalPlaces(0, roundingModes[method]).toFixed(0));
}

export function toMajor(minor: bigint, currency: string): Decimal {
  return new Exact(minor.toString()).div(new Exact(10).pow(minorDigitsOf(currency)));
}

/** A share of an amount, e.g. 19 % of it by `timesRate(amount, '0.19')`, rounded once. */
export function timesRate(minor: bigint, rate: Decimal.Value, method: RoundingMethod = 'half-up'): bigint {
  const exact = new Exact(minor.toString()).times(rate);
  return BigInt(exact.toDecimalPlaces(0, roundingModes[method]).toFixed(0));
}

/** `rate` tells how many units of `to` one unit of the amount's currency buys; minor digits of both are respected. */
export function convert(money: Money, to: string, rate: Decimal.Value, method: RoundingMethod = 'half-up'): Money {
  return { minor: toMinor(toMajor(money.minor, money.currency).times(rate), to, method), currency: to };
}

/**
 * Splits an amount by weights without losing a cent: largest remainders get the left-over units, earlier first.
 * With no weight above zero the whole goes to the first.
 */
export function allocate(minor: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (weights.length === 0) return [];
  if (total === 0n) return weights.map((_, index) => (index === 0 ? minor : 0n));
  const shares = weights.map((weight) => (minor * weight) / total);
  let rest = minor - shares.reduce((sum, share) => sum + share, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (minor * weight) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (rest === 0n) break;
    shares[index] = (shares[index] ?? 0n) + 1n;
    rest -= 1n;
  }
  return shares;
}

const largestExact = BigInt(Number.MAX_SAFE_INTEGER);

/** A JSON number while a double holds it, else decimal text (design decision D11). */
export function minorToJson(minor: bigint): Json {
  return minor <= largestExact && minor >= -largestExact ? Number(minor) : minor.toString();
}

/** The way back: accepts both forms of `minorToJson` and refuses fractions. */
export const minorUnits = z
  .union([z.number().int(), z.string().regex(/^-?\d{1,30}$/, 'an integer in minor units, as number or decimal text')])
  .transform((value) => BigInt(value));

export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as EUR');
