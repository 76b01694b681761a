import { dateNumber, instantNanos, localNanos, timeNanos } from '../temporal/instants.ts';
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from '../temporal/types.ts';
import { compareNumbers, isNumber } from '../values/number.ts';
import type { Value } from '../values/value.ts';

/** Below zero, zero or above zero; null where the two cannot be compared. */
export function compare(left: Value, right: Value): number | null {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (isNumber(left)) return isNumber(right) ? compareNumbers(left, right) : null;
  if (typeof left === 'string') return typeof right === 'string' ? compareText(left, right) : null;
  if (left instanceof FeelDate) {
    return right instanceof FeelDate ? dateNumber(left) - dateNumber(right) : null;
  }
  if (left instanceof FeelDateTime) return right instanceof FeelDateTime ? compareDateTimes(left, right) : null;
  if (left instanceof FeelTime) {
    if (!(right instanceof FeelTime) || (left.zone === null) !== (right.zone === null)) return null;
    return sign(timeNanos(left) - timeNanos(right));
  }
  if (left instanceof DayTimeDuration) {
    return right instanceof DayTimeDuration ? sign(left.nanos - right.nanos) : null;
  }
  if (left instanceof YearMonthDuration) {
    return right instanceof YearMonthDuration ? left.months - right.months : null;
  }
  return null;
}

function compareDateTimes(left: FeelDateTime, right: FeelDateTime): number | null {
  if ((left.time.zone === null) !== (right.time.zone === null)) return null;
  return left.time.zone === null
    ? sign(localNanos(left) - localNanos(right))
    : sign(instantNanos(left) - instantNanos(right));
}

/** By code point, so that the order does not depend on a locale. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function sign(difference: bigint): number {
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
