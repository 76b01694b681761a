import { DIALECTS } from '../dialect.ts';
import { same } from '../operators/equality.ts';
import { inRange } from '../operators/membership.ts';
import { compare } from '../operators/order.ts';
import type { FeelRange } from '../values/range.ts';
import type { Value } from '../values/value.ts';
import { builtin, overload } from './builtin.ts';
import type { Builtin } from './builtin.ts';
import { point, range, string } from './params.ts';
import { parseRange } from './parse-range.ts';

type Answer = boolean | null;

/** The order of two endpoints, null when either is missing or they are of different types. */
function order(left: Value | undefined, right: Value | undefined): number | null {
  return left === undefined || right === undefined ? null : compare(left, right);
}

function known(condition: (() => boolean) | false, ...orders: readonly (number | null)[]): Answer {
  if (orders.includes(null)) return null;
  return condition === false ? false : condition();
}

/** Whether everything in `left` comes before everything in `right`. */
function rangeBefore(left: FeelRange, right: FeelRange): Answer {
  const gap = order(left.end, right.start);
  return known(() => gap !== null && (gap < 0 || (gap === 0 && !(left.endIncluded && right.startIncluded))), gap);
}

function pointBefore(value: Value, right: FeelRange): Answer {
  const gap = order(value, right.start);
  return known(() => gap !== null && (gap < 0 || (gap === 0 && !right.startIncluded)), gap);
}

function beforePoint(left: FeelRange, value: Value): Answer {
  const gap = order(left.end, value);
  return known(() => gap !== null && (gap < 0 || (gap === 0 && !left.endIncluded)), gap);
}

function pointsBefore(left: Value, right: Value): Answer {
  const gap = compare(left, right);
  return gap === null ? null : gap < 0;
}

function meets(left: FeelRange, right: FeelRange): Answer {
  const gap = order(left.end, right.start);
  return known(() => left.endIncluded && right.startIncluded && gap === 0, gap);
}

/** Whether the two share a value. */
function overlaps(left: FeelRange, right: FeelRange): Answer {
  const [leftFirst, rightFirst] = [rangeBefore(left, right), rangeBefore(right, left)];
  return leftFirst === null || rightFirst === null ? null : !leftFirst && !rightFirst;
}

/** Whether `left` starts first and ends inside `right`. */
function overlapsBefore(left: FeelRange, right: FeelRange): Answer {
  const starts = order(left.start, right.start);
  const ends = order(left.end, right.end);
  const joins = overlaps(left, right);
  if (starts === null || ends === null || joins === null) return null;
  const startsFirst = starts < 0 || (starts === 0 && left.startIncluded && !right.startIncluded);
  const endsInside = ends < 0 || (ends === 0 && (!left.endIncluded || right.endIncluded));
  return startsFirst && endsInside && joins;
}

function overlapsAfter(left: FeelRange, right: FeelRange): Answer {
  const starts = order(left.start, right.start);
  const ends = order(left.end, right.end);
  const joins = overlaps(left, right);
  if (starts === null || ends === null || joins === null) return null;
  const startsInside = starts > 0 || (starts === 0 && right.startIncluded && !left.startIncluded);
  const endsLast = ends > 0 || (ends === 0 && (left.endIncluded || !right.endIncluded));
  return startsInside && endsLast && joins;
}

/** Whether `left` lies in `right` and ends with it. */
function finishes(left: FeelRange, right: FeelRange): Answer {
  const starts = order(left.start, right.start);
  const ends = order(left.end, right.end);
  if (starts === null || ends === null) return null;
  const startsInside = starts > 0 || (starts === 0 && (!left.startIncluded || right.startIncluded));
  return ends === 0 && left.endIncluded === right.endIncluded && startsInside;
}

function starts(left: FeelRange, right: FeelRange): Answer {
  const first = order(left.start, right.start);
  const last = order(left.end, right.end);
  if (first === null || last === null) return null;
  const endsInside = last < 0 || (last === 0 && (!left.endIncluded || right.endIncluded));
  return first === 0 && left.startIncluded === right.startIncluded && endsInside;
}

function pointFinishes(value: Value, right: FeelRange): Answer {
  const gap = order(value, right.end);
  return known(() => right.endIncluded && gap === 0, gap);
}

function pointStarts(value: Value, right: FeelRange): Answer {
  const gap = order(value, right.start);
  return known(() => right.startIncluded && gap === 0, gap);
}

/** Whether `inner` lies in `outer` as a whole. */
function includes(outer: FeelRange, inner: FeelRange): Answer {
  const first = order(outer.start, inner.start);
  const last = order(outer.end, inner.end);
  if (first === null || last === null) return null;
  const startsInside = first < 0 || (first === 0 && (outer.startIncluded || !inner.startIncluded));
  const endsInside = last > 0 || (last === 0 && (outer.endIncluded || !inner.endIncluded));
  return startsInside && endsInside;
}

function coincides(left: FeelRange, right: FeelRange): Answer {
  const first = order(left.start, right.start);
  const last = order(left.end, right.end);
  if (first === null || last === null) return null;
  return (
    first === 0 && last === 0 && left.startIncluded === right.startIncluded && left.endIncluded === right.endIncluded
  );
}

function pointsCoincide(left: Value, right: Value): Answer {
  return compare(left, right) === null ? null : same(left, right);
}

const rangeAndRange = (apply: (left: FeelRange, right: FeelRange) => Answer) =>
  overload([range('range1'), range('range2')], ([left, right]) => apply(left, right));
const pointAndRange = (apply: (value: Value, right: FeelRange) => Answer) =>
  overload([point('point'), range('range')], ([value, right]) => apply(value, right));
const rangeAndPoint = (apply: (left: FeelRange, value: Value) => Answer) =>
  overload([range('range'), point('point')], ([left, value]) => apply(left, value));
const pointAndPoint = (apply: (left: Value, right: Value) => Answer) =>
  overload([point('point1'), point('point2')], ([left, right], { run }) =>
    typeof left === 'string' && !DIALECTS[run.dialect].stringsArePoints ? null : apply(left, right),
  );

export const RANGE_BUILTINS: readonly Builtin[] = [
  builtin(
    'before',
    pointAndPoint(pointsBefore),
    pointAndRange(pointBefore),
    rangeAndPoint(beforePoint),
    rangeAndRange(rangeBefore),
  ),
  builtin(
    'after',
    pointAndPoint((left, right) => pointsBefore(right, left)),
    pointAndRange((value, right) => beforePoint(right, value)),
    rangeAndPoint((left, value) => pointBefore(value, left)),
    rangeAndRange((left, right) => rangeBefore(right, left)),
  ),
  builtin('meets', rangeAndRange(meets)),
  builtin(
    'met by',
    rangeAndRange((left, right) => meets(right, left)),
  ),
  builtin('overlaps', rangeAndRange(overlaps)),
  builtin('overlaps before', rangeAndRange(overlapsBefore)),
  builtin('overlaps after', rangeAndRange(overlapsAfter)),
  builtin('finishes', pointAndRange(pointFinishes), rangeAndRange(finishes)),
  builtin(
    'finished by',
    rangeAndPoint((left, value) => pointFinishes(value, left)),
    rangeAndRange((left, right) => finishes(right, left)),
  ),
  builtin(
    'includes',
    rangeAndPoint((left, value) => inRange(value, left)),
    rangeAndRange(includes),
  ),
  builtin(
    'during',
    pointAndRange((value, right) => inRange(value, right)),
    rangeAndRange((left, right) => includes(right, left)),
  ),
  builtin('starts', pointAndRange(pointStarts), rangeAndRange(starts)),
  builtin(
    'started by',
    rangeAndPoint((left, value) => pointStarts(value, left)),
    rangeAndRange((left, right) => starts(right, left)),
  ),
  builtin('coincides', pointAndPoint(pointsCoincide), rangeAndRange(coincides)),
  builtin(
    'range',
    overload([string('from')], ([from]) => parseRange(from)),
  ),
];
