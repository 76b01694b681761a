import { civilDay, dayOfYear, weekday } from '../temporal/calendar.ts';
import { dateNumber, offsetOf, timeOffset } from '../temporal/instants.ts';
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from '../temporal/types.ts';
import { FeelRange } from '../values/range.ts';
import type { Value } from '../values/value.ts';
import { NANOS_PER_SECOND } from '../temporal/calendar.ts';

/** A property of a value that is no context, e.g. `.year` of a date; undefined when the type has no such property. */
export function propertyOf(value: Value, name: string): Value | undefined {
  if (value instanceof FeelDate) return dateProperty(value, name);
  if (value instanceof FeelTime) return timeProperty(value, timeOffsetOf(value), name);
  if (value instanceof FeelDateTime) {
    return dateProperty(value.date, name) ?? timeProperty(value.time, offsetOf(value), name);
  }
  if (value instanceof DayTimeDuration) return dayTimeProperty(value, name);
  if (value instanceof YearMonthDuration) return yearMonthProperty(value, name);
  if (value instanceof FeelRange) return rangeProperty(value, name);
  return undefined;
}

function timeOffsetOf(time: FeelTime): number | null {
  return time.zone === null ? null : timeOffset(time);
}

function dateProperty(date: FeelDate, name: string): Value | undefined {
  switch (name) {
    case 'year':
      return date.year;
    case 'month':
      return date.month;
    case 'day':
      return date.day;
    case 'weekday':
      return weekday(dateNumber(date));
    default:
      return undefined;
  }
}

function timeProperty(time: FeelTime, offset: number | null, name: string): Value | undefined {
  switch (name) {
    case 'hour':
      return Math.floor(time.secondOfDay / 3600);
    case 'minute':
      return Math.floor(time.secondOfDay / 60) % 60;
    case 'second':
      return time.secondOfDay % 60;
    case 'time offset':
      return offset === null ? null : new DayTimeDuration(BigInt(offset) * NANOS_PER_SECOND);
    case 'timezone':
      return time.zone === null ? null : time.zone.kind === 'region' ? time.zone.id : null;
    default:
      return undefined;
  }
}

function dayTimeProperty(duration: DayTimeDuration, name: string): Value | undefined {
  const seconds = duration.nanos / NANOS_PER_SECOND;
  switch (name) {
    case 'days':
      return Number(seconds / 86_400n);
    case 'hours':
      return Number((seconds / 3600n) % 24n) + 0;
    case 'minutes':
      return Number((seconds / 60n) % 60n) + 0;
    case 'seconds':
      return Number(seconds % 60n) + 0;
    default:
      return undefined;
  }
}

function yearMonthProperty(duration: YearMonthDuration, name: string): Value | undefined {
  switch (name) {
    case 'years':
      return Math.trunc(duration.months / 12) + 0;
    case 'months':
      return (duration.months % 12) + 0;
    default:
      return undefined;
  }
}

function rangeProperty(range: FeelRange, name: string): Value | undefined {
  switch (name) {
    case 'start':
      return range.start ?? null;
    case 'end':
      return range.end ?? null;
    case 'start included':
      return range.startIncluded;
    case 'end included':
      return range.endIncluded;
    default:
      return undefined;
  }
}

/** English names, as `day of week` and `month of year` answer. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export function ordinalDay(date: FeelDate): number {
  return dayOfYear(civilDay(dateNumber(date)));
}
