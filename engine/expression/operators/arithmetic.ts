import type { ArithmeticOperator } from '../syntax/ast.ts';
import { plusMonths, SECONDS_PER_DAY, NANOS_PER_SECOND } from '../temporal/calendar.ts';
import {
  dateFromNumber,
  dateNumber,
  dateTimeOf,
  floorDivide,
  instantNanos,
  localNanos,
  plusNanos,
  timeNanos,
  timePlusNanos,
} from '../temporal/instants.ts';
import { makeDate } from '../temporal/parse-temporal.ts';
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from '../temporal/types.ts';
import * as numbers from '../values/number.ts';
import { isNumber } from '../values/number.ts';
import type { FeelNumber } from '../values/number.ts';
import type { Value } from '../values/value.ts';

const NANOS_PER_DAY = BigInt(SECONDS_PER_DAY) * NANOS_PER_SECOND;

/** The result, or null where the operator does not know these types or has no value (division by zero). */
export function calculate(operator: ArithmeticOperator, left: Value, right: Value): Value {
  switch (operator) {
    case '+':
      return plus(left, right);
    case '-':
      return minus(left, right);
    case '*':
      return times(left, right);
    case '/':
      return dividedBy(left, right);
    case '**':
      return isNumber(left) && isNumber(right) ? numbers.power(left, right) : null;
  }
}

function plus(left: Value, right: Value): Value {
  if (isNumber(left)) return isNumber(right) ? numbers.add(left, right) : null;
  if (typeof left === 'string') return typeof right === 'string' ? left + right : null;
  if (right instanceof DayTimeDuration) return plusDayTime(left, right.nanos);
  if (right instanceof YearMonthDuration) return plusYearMonth(left, right.months);
  if (left instanceof DayTimeDuration) return plusDayTime(right, left.nanos);
  if (left instanceof YearMonthDuration) return plusYearMonth(right, left.months);
  return null;
}

function plusDayTime(value: Value, nanos: bigint): Value {
  if (value instanceof DayTimeDuration) return new DayTimeDuration(value.nanos + nanos);
  if (value instanceof FeelDateTime) return plusNanos(value, nanos);
  if (value instanceof FeelTime) return timePlusNanos(value, nanos);
  if (value instanceof FeelDate) return dateFromNumber(dateNumber(value) + Number(floorDivide(nanos, NANOS_PER_DAY)));
  return null;
}

function plusYearMonth(value: Value, months: number): Value {
  if (value instanceof YearMonthDuration) return new YearMonthDuration(value.months + months);
  if (value instanceof FeelDate) return datePlusMonths(value, months);
  if (!(value instanceof FeelDateTime)) return null;
  const date = datePlusMonths(value.date, months);
  return date === null ? null : dateTimeOf(date, value.time);
}

function datePlusMonths(date: FeelDate, months: number): FeelDate | null {
  const { year, month, day } = plusMonths(date, months);
  return makeDate(year, month, day);
}

function minus(left: Value, right: Value): Value {
  if (isNumber(left)) return isNumber(right) ? numbers.subtract(left, right) : null;
  if (right instanceof DayTimeDuration) return plusDayTime(left, -right.nanos);
  if (right instanceof YearMonthDuration) return plusYearMonth(left, 0 - right.months);
  if (left instanceof FeelTime) {
    if (!(right instanceof FeelTime) || (left.zone === null) !== (right.zone === null)) return null;
    return new DayTimeDuration(timeNanos(left) - timeNanos(right));
  }
  return elapsed(left, right);
}

/** Between dates and date-times. A plain date counts as midnight UTC; a local date-time has no distance to a zoned one. */
function elapsed(left: Value, right: Value): Value {
  const bothDates = left instanceof FeelDate && right instanceof FeelDate;
  if (bothDates) return new DayTimeDuration(BigInt(dateNumber(left) - dateNumber(right)) * NANOS_PER_DAY);
  if (left instanceof FeelDateTime && right instanceof FeelDateTime) {
    const leftIsLocal = left.time.zone === null;
    if (leftIsLocal !== (right.time.zone === null)) return null;
    return new DayTimeDuration(
      leftIsLocal ? localNanos(left) - localNanos(right) : instantNanos(left) - instantNanos(right),
    );
  }
  if (left instanceof FeelDateTime && right instanceof FeelDate) {
    return left.time.zone === null ? null : new DayTimeDuration(instantNanos(left) - midnight(right));
  }
  if (left instanceof FeelDate && right instanceof FeelDateTime) {
    return right.time.zone === null ? null : new DayTimeDuration(midnight(left) - instantNanos(right));
  }
  return null;
}

const midnight = (date: FeelDate): bigint => BigInt(dateNumber(date)) * NANOS_PER_DAY;

function times(left: Value, right: Value): Value {
  if (isNumber(left) && isNumber(right)) return numbers.multiply(left, right);
  if (isNumber(right)) return scale(left, (amount) => numbers.multiply(amount, right));
  if (isNumber(left)) return scale(right, (amount) => numbers.multiply(amount, left));
  return null;
}

function dividedBy(left: Value, right: Value): Value {
  if (isNumber(left) && isNumber(right)) return numbers.divide(left, right);
  if (isNumber(right)) return scale(left, (amount) => numbers.divide(amount, right));
  if (left instanceof DayTimeDuration && right instanceof DayTimeDuration) {
    return ratio(numbers.numberFromBigInt(left.nanos), numbers.numberFromBigInt(right.nanos));
  }
  if (left instanceof YearMonthDuration && right instanceof YearMonthDuration) {
    return numbers.divide(left.months, right.months);
  }
  return null;
}

function ratio(left: FeelNumber | null, right: FeelNumber | null): Value {
  return left === null || right === null ? null : numbers.divide(left, right);
}

/** A duration times or divided by a number, cut to whole nanoseconds or months. */
function scale(duration: Value, change: (amount: FeelNumber) => FeelNumber | null): Value {
  if (duration instanceof YearMonthDuration) {
    const changed = change(duration.months);
    const months = changed === null ? null : numbers.truncate(changed);
    return months === null || typeof months !== 'number' ? null : new YearMonthDuration(months);
  }
  if (!(duration instanceof DayTimeDuration)) return null;
  const amount = numbers.numberFromBigInt(duration.nanos);
  const changed = amount === null ? null : change(amount);
  const nanos = changed === null ? null : numbers.truncate(changed);
  return nanos === null ? null : new DayTimeDuration(BigInt(numbers.numberToText(nanos)));
}

/** Unary minus. */
export function negated(value: Value): Value {
  if (isNumber(value)) return numbers.negate(value);
  if (value instanceof DayTimeDuration) return new DayTimeDuration(-value.nanos);
  if (value instanceof YearMonthDuration) return new YearMonthDuration(0 - value.months);
  return null;
}
