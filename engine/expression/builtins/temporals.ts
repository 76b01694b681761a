import { MONTHS, ordinalDay, WEEKDAYS } from '../compile/properties.ts';
import { DIALECTS } from '../dialect.ts';
import { daysInMonth, NANOS_PER_SECOND, weekday, weekOfYear } from '../temporal/calendar.ts';
import { formatDuration } from '../temporal/format-temporal.ts';
import { dateNumber, dateTimeOf, fromInstantNanos, instantNanos, UTC } from '../temporal/instants.ts';
import {
  makeDate,
  makeOffset,
  makeTime,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
  zoneNamed,
} from '../temporal/parse-temporal.ts';
import { FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from '../temporal/types.ts';
import type { DayTimeDuration, Zone } from '../temporal/types.ts';
import { isKnownZone } from '../temporal/zones.ts';
import { numberToDouble, subtract, toInteger, truncate } from '../values/number.ts';
import type { FeelNumber } from '../values/number.ts';
import type { Value } from '../values/value.ts';
import { builtin, overload } from './builtin.ts';
import type { Builtin, Call } from './builtin.ts';
import {
  date,
  dateOrDateTime,
  dateTime,
  dayTimeDuration,
  duration,
  integer,
  nullable,
  number,
  string,
  time,
} from './params.ts';

const NANOS_PER_MILLI = 1_000_000n;

function dateOf(value: FeelDate | FeelDateTime): FeelDate {
  return value instanceof FeelDate ? value : value.date;
}

/** The date-time now in the zone that the caller gave. */
function currentDateTime({ run }: Call): FeelDateTime | null {
  const { now, zone } = run.environment;
  return fromInstantNanos(BigInt(Math.floor(now)) * NANOS_PER_MILLI, namedZone(zone) ?? UTC);
}

function namedZone(id: string): Zone | null {
  return isKnownZone(id) ? { kind: 'region', id } : null;
}

function dateFromParts(parts: readonly [FeelNumber, FeelNumber, FeelNumber], { run }: Call): Value {
  const { datePartsAreCut } = DIALECTS[run.dialect];
  const [y = null, m = null, d = null] = parts.map((part) => {
    const whole = datePartsAreCut ? truncate(part) : part;
    return whole === null ? null : toInteger(whole);
  });
  return y === null || m === null || d === null ? null : makeDate(y, m, d);
}

function timeFromParts(hour: number, minute: number, second: FeelNumber, offset: DayTimeDuration | null): Value {
  const whole = truncate(second);
  if (typeof whole !== 'number') return null;
  const fraction = subtract(second, whole);
  const nanos = fraction === null ? 0 : Math.round(numberToDouble(fraction) * 1e9);
  if (offset === null) return makeTime(hour, minute, whole, nanos, null);
  const zone = makeOffset(Number(offset.nanos / NANOS_PER_SECOND));
  return zone === null ? null : makeTime(hour, minute, whole, nanos, zone);
}

/** In another zone: a local date-time is placed there, a zoned one is converted. */
function inZone(value: FeelDateTime, id: string): Value {
  const zone = zoneNamed(id);
  if (zone === null) return null;
  return value.time.zone === null
    ? dateTimeOf(value.date, new FeelTime(value.time.secondOfDay, value.time.nanos, zone))
    : fromInstantNanos(instantNanos(value), zone);
}

/** A time of day without zone of its own has UTC when it comes from a date. */
function timeOf(value: FeelDate | FeelDateTime): FeelTime {
  return value instanceof FeelDate ? new FeelTime(0, 0, UTC) : value.time;
}

/** Whole months from one day to another, towards zero. */
function monthsBetween(from: FeelDate, to: FeelDate): YearMonthDuration {
  const total = (to.year - from.year) * 12 + (to.month - from.month);
  if (total > 0 && to.day < from.day) return new YearMonthDuration(total - 1);
  if (total < 0 && to.day > from.day) return new YearMonthDuration(total + 1);
  return new YearMonthDuration(total);
}

function lastDayOfMonth(value: FeelDate): Value {
  return makeDate(value.year, value.month, daysInMonth(value.year, value.month));
}

const ofDate = (name: string, apply: (value: FeelDate) => Value): Builtin =>
  builtin(
    name,
    overload([dateOrDateTime('date')], ([value]) => apply(dateOf(value))),
  );

const dateBuiltin = builtin(
  'date',
  overload([string('from')], ([from]) => parseDate(from)),
  overload([dateOrDateTime('from')], ([from]) => dateOf(from)),
  overload([number('year'), number('month'), number('day')], (parts, call) => dateFromParts(parts, call)),
);

const timeBuiltin = builtin(
  'time',
  overload([string('from')], ([from], { run }) => parseTime(from, DIALECTS[run.dialect])),
  overload([time('from')], ([from]) => from),
  overload([dateOrDateTime('from')], ([from]) => timeOf(from)),
  overload([integer('hour'), integer('minute'), number('second')], ([hour, minute, second]) =>
    timeFromParts(hour, minute, second, null),
  ),
  overload(
    [integer('hour'), integer('minute'), number('second'), nullable(dayTimeDuration('offset'))],
    ([hour, minute, second, offset]) => timeFromParts(hour, minute, second, offset),
  ),
);

const dateTimeBuiltin = builtin(
  'date and time',
  overload([string('from')], ([from], { run }) => parseDateTime(from, DIALECTS[run.dialect])),
  overload([dateTime('from')], ([from]) => from),
  overload([date('from')], ([from]) => new FeelDateTime(from, new FeelTime(0, 0, UTC))),
  overload([dateOrDateTime('date'), time('time')], ([day, clock]) => dateTimeOf(dateOf(day), clock)),
  overload([dateTime('date'), string('timezone')], ([value, id]) => inZone(value, id)),
);

/** Text of a repeating interval, as timers of cycles take it; without a number it repeats for ever. */
const cycleBuiltin = builtin(
  'cycle',
  overload([duration('interval')], ([interval]) => `R/${formatDuration(interval)}`),
  overload([nullable(integer('repetitions')), duration('interval')], ([repetitions, interval]) => {
    return `R${repetitions ?? ''}/${formatDuration(interval)}`;
  }),
);

export const TEMPORAL_BUILTINS: readonly Builtin[] = [
  cycleBuiltin,
  dateBuiltin,
  timeBuiltin,
  dateTimeBuiltin,
  builtin(
    'duration',
    overload([string('from')], ([from], { run }) => parseDuration(from, DIALECTS[run.dialect])),
    overload([duration('from')], ([from]) => from),
  ),
  builtin(
    'years and months duration',
    overload([dateOrDateTime('from'), dateOrDateTime('to')], ([from, to]) => monthsBetween(dateOf(from), dateOf(to))),
  ),
  builtin(
    'now',
    overload([], (_none, call) => currentDateTime(call)),
  ),
  builtin(
    'today',
    overload([], (_none, call) => currentDateTime(call)?.date ?? null),
  ),
  ofDate('day of year', ordinalDay),
  ofDate('week of year', weekOfYear),
  ofDate('day of week', (value) => WEEKDAYS[weekday(dateNumber(value)) - 1] ?? null),
  ofDate('month of year', (value) => MONTHS[value.month - 1] ?? null),
  ofDate('last day of month', lastDayOfMonth),
];
