import { civilDay, dayNumber, daysInMonth, MAX_YEAR, NANOS_PER_SECOND } from './calendar.ts';
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from './types.ts';
import { dateTimeOf } from './instants.ts';
import type { Zone } from './types.ts';
import { isKnownZone } from './zones.ts';

const DATE = /^(-?(?:[1-9]\d{4,8}|\d{4}))-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(?:@(.+)|(Z|z|[+-]\d{2}:\d{2}(?::\d{2})?)(?:\[(.+)\])?)?$/;
const YEARS_MONTHS = /^(-)?P(?:(-?\d+)Y)?(?:(-?\d+)M)?$/;
const DAYS_TIME = /^(-)?P(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+)(?:\.(\d*))?S)?)?$/;

const MAX_OFFSET_SECONDS = 18 * 3600;

/** `2024-02-29`; null when the text is no date or the day does not exist. */
export function parseDate(text: string): FeelDate | null {
  const match = DATE.exec(text);
  return match === null ? null : makeDate(Number(match[1]), Number(match[2]), Number(match[3]));
}

export function makeDate(year: number, month: number, day: number): FeelDate | null {
  if (!Number.isInteger(year) || Math.abs(year) > MAX_YEAR) return null;
  if (!Number.isInteger(month) || month < 1 || month > 12) return null;
  if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) return null;
  return new FeelDate(year, month, day);
}

/** How far texts may stray from the standard's lexical form; Camunda's FEEL follows Java and takes more. */
export interface TextForm {
  /** `10:30`, `T10:30:00`, and signs of durations: `PT-5M`, `+P1D`. */
  readonly lenient: boolean;
}

const STRICT: TextForm = { lenient: false };

/** `10:30:00`, with fraction, offset (`+02:00`, `Z`) or zone (`@Europe/Paris`); null when the text is no time. */
export function parseTime(text: string, { lenient }: TextForm = STRICT): FeelTime | null {
  const match = TIME.exec(lenient && text.startsWith('T') ? text.slice(1) : text);
  if (match === null) return null;
  const [, hour, minute, second, fraction, region, offset, bracketed] = match;
  if (second === undefined && !lenient) return null;
  const zone = region !== undefined ? regionZone(region) : offset !== undefined ? offsetZone(offset, bracketed) : null;
  if (zone === undefined) return null;
  return makeTime(Number(hour), Number(minute), Number(second ?? 0), nanosOf(fraction), zone);
}

export function makeTime(
  hour: number,
  minute: number,
  second: number,
  nanos: number,
  zone: Zone | null,
): FeelTime | null {
  const integers = Number.isInteger(hour) && Number.isInteger(minute) && Number.isInteger(second);
  if (!integers || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  return new FeelTime(hour * 3600 + minute * 60 + second, nanos, zone);
}

/** Null for an offset beyond the 18 hours that ISO zones know. */
export function makeOffset(seconds: number): Zone | null {
  return Math.abs(seconds) > MAX_OFFSET_SECONDS ? null : { kind: 'offset', seconds };
}

/** `2024-02-29T10:30:00+02:00`; a plain date reads as its midnight. */
export function parseDateTime(text: string, form: TextForm = STRICT): FeelDateTime | null {
  const separator = text.indexOf('T');
  if (separator < 0) {
    const day = parseDate(text);
    return day === null ? null : new FeelDateTime(day, new FeelTime(0, 0, null));
  }
  const day = parseDate(text.slice(0, separator));
  const clock = text.slice(separator + 1);
  if (clock.startsWith('24:00:00')) return endOfDay(day, parseTime(`00${clock.slice(2)}`, form));
  const time = parseTime(clock, form);
  return day === null || time === null ? null : dateTimeOf(day, time);
}

/** ISO 8601 lets a day end at 24:00:00, the midnight that begins the next one. */
function endOfDay(day: FeelDate | null, midnight: FeelTime | null): FeelDateTime | null {
  if (day === null || midnight === null || midnight.nanos !== 0) return null;
  const next = civilDay(dayNumber(day.year, day.month, day.day) + 1);
  return dateTimeOf(new FeelDate(next.year, next.month, next.day), midnight);
}

/** `P1DT2H`, `P1Y6M`; null when the text is neither, `P` and `P1DT` included. */
export function parseDuration(
  text: string,
  { lenient }: TextForm = STRICT,
): DayTimeDuration | YearMonthDuration | null {
  if (lenient && text.startsWith('+')) return parseDuration(text.slice(1), STRICT);
  if (!lenient && text.includes('-', 1)) return null;
  if (!/\d[YMDHS]$/.test(text) && !/\d\.S$/.test(text)) return null;
  const months = YEARS_MONTHS.exec(text);
  if (months !== null) {
    const total = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0);
    return Number.isSafeInteger(total) ? new YearMonthDuration(months[1] === undefined ? total : 0 - total) : null;
  }
  const match = DAYS_TIME.exec(text);
  if (match === null) return null;
  const [, sign, days, hours, minutes, seconds, fraction] = match;
  const total =
    BigInt(days ?? 0) * 86_400n + BigInt(hours ?? 0) * 3600n + BigInt(minutes ?? 0) * 60n + BigInt(seconds ?? 0);
  const fractional = BigInt(nanosOf(fraction));
  const nanos = total * NANOS_PER_SECOND + (seconds?.startsWith('-') === true ? -fractional : fractional);
  return new DayTimeDuration(sign === undefined ? nanos : -nanos);
}

/** What `@"…"` holds: the first of date, date-time, time and duration that reads the text. */
export function parseTemporal(
  text: string,
  form: TextForm = STRICT,
): FeelDate | FeelDateTime | FeelTime | DayTimeDuration | YearMonthDuration | null {
  return parseDate(text) ?? parseTime(text, form) ?? parseDateTime(text, form) ?? parseDuration(text, form);
}

/** A zone by its name or offset, as the second argument of `date and time`: `Europe/Paris`, `+02:00`, `Z`, `GMT+2`. */
export function zoneNamed(text: string): Zone | null {
  const region = regionZone(text);
  if (region !== undefined) return region;
  const offset = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(text);
  if (offset === null) return (text === 'Z' ? offsetZone(text, undefined) : undefined) ?? null;
  const [, sign = '+', hours = '0', minutes = '00'] = offset;
  return offsetZone(`${sign}${hours.padStart(2, '0')}:${minutes}`, undefined) ?? null;
}

function regionZone(id: string): Zone | undefined {
  return isKnownZone(id) ? { kind: 'region', id } : undefined;
}

function offsetZone(text: string, bracketed: string | undefined): Zone | undefined {
  if (bracketed !== undefined) return regionZone(bracketed);
  if (text === 'Z' || text === 'z') return { kind: 'offset', seconds: 0 };
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number);
  if (minutes > 59 || seconds > 59) return undefined;
  const total = hours * 3600 + minutes * 60 + seconds;
  return makeOffset(text.startsWith('-') ? 0 - total : total) ?? undefined;
}

function nanosOf(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 9).padEnd(9, '0'));
}
