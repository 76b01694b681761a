import { EvaluationFailure } from '../compile/run.ts';
import { equal } from '../operators/equality.ts';
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime } from '../temporal/types.ts';
import type { Zone } from '../temporal/types.ts';
import { offsetOf, timeOffset } from '../temporal/instants.ts';
import { typeOf } from '../values/value.ts';
import type { Value } from '../values/value.ts';
import { builtin, overload } from './builtin.ts';
import type { Builtin } from './builtin.ts';
import { any, boolean, nullable, string } from './params.ts';
import { say } from '../words/say.ts';

/** DMN's `is`: the same type and the same value in every part, so that `Z` and `+00:00` agree but zones and offsets do not. */
function isSame(left: Value, right: Value): boolean {
  if (typeOf(left) !== typeOf(right)) return false;
  if (left instanceof FeelTime && right instanceof FeelTime) {
    return (
      left.secondOfDay === right.secondOfDay &&
      left.nanos === right.nanos &&
      sameZone(left.zone, right.zone, timeOffset(left), timeOffset(right))
    );
  }
  if (left instanceof FeelDateTime && right instanceof FeelDateTime) {
    return (
      equal(left.date, right.date) === true &&
      left.time.secondOfDay === right.time.secondOfDay &&
      left.time.nanos === right.time.nanos &&
      sameZone(left.time.zone, right.time.zone, offsetOf(left), offsetOf(right))
    );
  }
  if (left instanceof FeelDate || left instanceof DayTimeDuration) return equal(left, right) === true;
  return equal(left, right) === true;
}

function sameZone(
  left: Zone | null,
  right: Zone | null,
  leftOffset: number | null,
  rightOffset: number | null,
): boolean {
  if (left === null || right === null) return left === right;
  if (left.kind !== right.kind) return false;
  if (left.kind === 'region' && right.kind === 'region') return left.id === right.id;
  return leftOffset === rightOffset;
}

function assertion(value: Value, condition: Value, cause: string | undefined): Value {
  if (condition === true) return value;
  throw new EvaluationFailure(cause ?? say('failure.assertion'));
}

export const BOOLEAN_BUILTINS: readonly Builtin[] = [
  builtin(
    'not',
    overload([nullable(boolean('negand'))], ([negand]) => (negand === null ? null : !negand)),
  ),
  builtin(
    'is',
    overload([any('value1'), any('value2')], ([left, right]) => isSame(left, right)),
  ),
  builtin(
    'get or else',
    overload([any('value'), any('default')], ([value, otherwise]) => (value === null ? otherwise : value)),
  ),
  builtin(
    'assert',
    overload([any('value'), any('condition')], ([value, condition]) => assertion(value, condition, undefined)),
    overload([any('value'), any('condition'), string('cause')], ([value, condition, cause]) =>
      assertion(value, condition, cause),
    ),
  ),
];
