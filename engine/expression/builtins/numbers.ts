import {
  absolute,
  compareNumbers,
  exponential,
  isIntegral,
  logarithm,
  modulo,
  numberFromDouble,
  round,
  squareRoot,
} from '../values/number.ts';
import type { FeelNumber, Rounding } from '../values/number.ts';
import { equal } from '../operators/equality.ts';
import { DayTimeDuration, YearMonthDuration } from '../temporal/types.ts';
import type { Value } from '../values/value.ts';
import { builtin, overload } from './builtin.ts';
import type { Builtin } from './builtin.ts';
import { duration, integer, number, string } from './params.ts';

/** The exponents of decimal128; a scale beyond them has no meaning. */
const MIN_SCALE = -6111;
const MAX_SCALE = 6176;

function roundTo(value: FeelNumber, scale: number, rounding: Rounding): Value {
  return scale < MIN_SCALE || scale > MAX_SCALE ? null : round(value, scale, rounding);
}

/** Camunda's third argument of `decimal`: a Java rounding mode, in any case. `UNNECESSARY` has no value where digits are lost. */
function roundByName(value: FeelNumber, scale: number, mode: string): Value {
  const name = mode.toLowerCase().replace('_', '-');
  switch (name) {
    case 'up':
    case 'down':
    case 'ceiling':
    case 'floor':
    case 'half-up':
    case 'half-down':
    case 'half-even':
      return roundTo(value, scale, name);
    case 'unnecessary': {
      const rounded = roundTo(value, scale, 'half-even');
      return equal(rounded, value) === true ? rounded : null;
    }
    default:
      return null;
  }
}

const rounding = (name: string, mode: Rounding): Builtin =>
  builtin(
    name,
    overload([number('n'), integer('scale')], ([n, scale]) => roundTo(n, scale, mode)),
  );

/** `floor` and `ceiling`: to a whole number unless a scale is given. */
const roundingToWhole = (name: string, mode: Rounding): Builtin =>
  builtin(
    name,
    overload([number('n')], ([n]) => roundTo(n, 0, mode)),
    overload([number('n'), integer('scale')], ([n, scale]) => roundTo(n, scale, mode)),
  );

function isEven(value: FeelNumber): boolean | null {
  if (!isIntegral(value)) return false;
  return modulo(value, 2) === 0;
}

export const NUMBER_BUILTINS: readonly Builtin[] = [
  builtin(
    'decimal',
    overload([number('n'), integer('scale')], ([n, scale]) => roundTo(n, scale, 'half-even')),
    overload([number('n'), integer('scale'), string('mode')], ([n, scale, mode]) => roundByName(n, scale, mode)),
  ),
  rounding('round up', 'up'),
  rounding('round down', 'down'),
  rounding('round half up', 'half-up'),
  rounding('round half down', 'half-down'),
  roundingToWhole('floor', 'floor'),
  roundingToWhole('ceiling', 'ceiling'),
  builtin(
    'abs',
    ...['n', 'number'].map((name) => overload([number(name)], ([n]) => absolute(n))),
    overload([duration('n')], ([n]) =>
      n instanceof DayTimeDuration
        ? new DayTimeDuration(n.nanos < 0n ? -n.nanos : n.nanos)
        : new YearMonthDuration(Math.abs(n.months)),
    ),
  ),
  builtin(
    'modulo',
    overload([number('dividend'), number('divisor')], ([dividend, divisor]) => modulo(dividend, divisor)),
  ),
  builtin(
    'sqrt',
    overload([number('number')], ([n]) => (compareNumbers(n, 0) < 0 ? null : squareRoot(n))),
  ),
  builtin(
    'log',
    overload([number('number')], ([n]) => (compareNumbers(n, 0) <= 0 ? null : logarithm(n))),
  ),
  builtin(
    'exp',
    overload([number('number')], ([n]) => exponential(n)),
  ),
  builtin(
    'odd',
    overload([number('number')], ([n]) => (isIntegral(n) ? isEven(n) === false : false)),
  ),
  builtin(
    'even',
    overload([number('number')], ([n]) => isEven(n)),
  ),
  builtin(
    'random number',
    overload([], (_none, { run }) => numberFromDouble(run.environment.random())),
  ),
];
