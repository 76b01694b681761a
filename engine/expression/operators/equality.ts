import { NANOS_PER_SECOND } from '../temporal/calendar.ts';
import { floorDivide, instantNanos, localNanos, timeNanos } from '../temporal/instants.ts';
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from '../temporal/types.ts';
import type { Zone } from '../temporal/types.ts';
import { FeelContext } from '../values/context.ts';
import { equalNumbers, isNumber } from '../values/number.ts';
import { FeelRange } from '../values/range.ts';
import { isList } from '../values/value.ts';
import type { List, Value } from '../values/value.ts';

/** Where the dialects disagree about equality; both parts hold inside lists and contexts as well. */
export interface EqualityRules {
  /** A pair of members of different types makes lists and contexts unequal instead of null. */
  readonly membersDiffer: boolean;
  /** Times are compared by whole seconds. */
  readonly wholeSeconds: boolean;
  /**
   * Times and date-times are equal only with the same offset and zone, and one with a zone cannot be compared with one
   * without; otherwise the instant decides.
   */
  readonly zonesCount: boolean;
}

const EXACT: EqualityRules = { membersDiffer: false, wholeSeconds: false, zonesCount: false };

/** FEEL's `=`: true, false, or null for values of different types (null equals only null). */
export function equal(left: Value, right: Value, rules: EqualityRules = EXACT): boolean | null {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (typeof left === 'string' || typeof left === 'boolean') return typeof left === typeof right ? false : null;
  if (isNumber(left)) return isNumber(right) ? equalNumbers(left, right) : null;
  if (isList(left)) return isList(right) ? equalLists(left, right, rules) : null;
  if (left instanceof FeelContext) return right instanceof FeelContext ? equalContexts(left, right, rules) : null;
  if (left instanceof FeelRange) return right instanceof FeelRange ? equalRanges(left, right) : null;
  return equalTemporals(left, right, rules);
}

/** Equality where there is no third answer: members of lists, `list contains`, `distinct values`. */
export function same(left: Value, right: Value): boolean {
  return equal(left, right) === true;
}

function equalLists(left: List, right: List, rules: EqualityRules): boolean | null {
  if (left.length !== right.length) return false;
  let unknown = false;
  for (const [index, item] of left.entries()) {
    const answer = equal(item, right[index] ?? null, rules);
    if (answer === false) return false;
    if (answer === null && rules.membersDiffer) return false;
    if (answer === null) unknown = true;
  }
  return unknown ? null : true;
}

function equalContexts(left: FeelContext, right: FeelContext, rules: EqualityRules): boolean | null {
  const keys = left.keys();
  if (keys.length !== right.keys().length) return false;
  let unknown = false;
  for (const key of keys) {
    if (!right.has(key)) return false;
    const answer = equal(left.get(key) ?? null, right.get(key) ?? null, rules);
    if (answer === false) return false;
    if (answer === null && rules.membersDiffer) return false;
    if (answer === null) unknown = true;
  }
  return unknown ? null : true;
}

function equalRanges(left: FeelRange, right: FeelRange): boolean {
  return (
    left.relation === right.relation &&
    left.startIncluded === right.startIncluded &&
    left.endIncluded === right.endIncluded &&
    equalEnds(left.start, right.start) &&
    equalEnds(left.end, right.end)
  );
}

function equalEnds(left: Value | undefined, right: Value | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return same(left, right);
}

function equalTemporals(left: Value, right: Value, rules: EqualityRules): boolean | null {
  if (left instanceof FeelDate) {
    if (!(right instanceof FeelDate)) return null;
    return left.year === right.year && left.month === right.month && left.day === right.day;
  }
  if (left instanceof FeelDateTime) return right instanceof FeelDateTime ? equalDateTimes(left, right, rules) : null;
  if (left instanceof FeelTime) {
    if (!(right instanceof FeelTime)) return null;
    const zones = zonesAgree(left.zone, right.zone, rules);
    if (zones !== true) return zones;
    return equalNanos(timeNanos(left), timeNanos(right), rules);
  }
  if (left instanceof DayTimeDuration) return right instanceof DayTimeDuration ? left.nanos === right.nanos : null;
  if (left instanceof YearMonthDuration) {
    return right instanceof YearMonthDuration ? left.months === right.months : null;
  }
  return null;
}

/** Whether two times may be equal at all, as far as their zones tell; null where they cannot be compared. */
function zonesAgree(left: Zone | null, right: Zone | null, { zonesCount }: EqualityRules): boolean | null {
  if (left === null || right === null) return left === right ? true : zonesCount ? null : false;
  if (!zonesCount) return true;
  if (left.kind === 'region') return right.kind === 'region' && left.id === right.id;
  return right.kind === 'offset' && left.seconds === right.seconds;
}

function equalDateTimes(left: FeelDateTime, right: FeelDateTime, rules: EqualityRules): boolean | null {
  const zones = zonesAgree(left.time.zone, right.time.zone, rules);
  if (zones !== true) return zones;
  return left.time.zone === null
    ? equalNanos(localNanos(left), localNanos(right), rules)
    : equalNanos(instantNanos(left), instantNanos(right), rules);
}

function equalNanos(left: bigint, right: bigint, { wholeSeconds }: EqualityRules): boolean {
  if (!wholeSeconds) return left === right;
  return floorDivide(left, NANOS_PER_SECOND) === floorDivide(right, NANOS_PER_SECOND);
}
