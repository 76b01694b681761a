/** ISO-8601 instants, durations and repeating intervals as Zeebe's timers write them. Pure: no host clock, no host zone. */

/** A period of calendar units and a part of exact length; the calendar part is added first, in UTC. */
export interface Duration {
  readonly negative: boolean;
  readonly years: number;
  readonly months: number;
  readonly days: number;
  /** Weeks are 7 days; hours, minutes and seconds are exact milliseconds. */
  readonly milliseconds: number;
}

const durationPattern =
  /^([+-]?)P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d{1,9}))?S)?)?$/;

/** `P1Y2M3DT4H5M6.7S`, weeks included; null when the text is none. */
export function parseDuration(text: string): Duration | null {
  const match = durationPattern.exec(text.trim());
  if (match === null) return null;
  const [, sign, years, months, weeks, days, hours, minutes, seconds, fraction] = match;
  const number = (digits: string | undefined) => Number(digits ?? 0);
  const milliseconds =
    number(hours) * 3_600_000 + number(minutes) * 60_000 + number(seconds) * 1_000 + wholeMilliseconds(fraction);
  return {
    negative: sign === '-',
    years: number(years),
    months: number(months),
    days: number(weeks) * 7 + number(days),
    milliseconds,
  };
}

/** The first three digits of a second's fraction; what is finer is cut off. */
function wholeMilliseconds(fraction: string | undefined): number {
  return Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
}

/**
 * Adds `times` durations to an instant. Months and years keep the day of month, or take the month's last day (31 January
 * plus one month is 28 or 29 February), counted from the start and not step by step.
 */
export function addDuration(instant: number, duration: Duration, times = 1): number {
  const factor = (duration.negative ? -1 : 1) * times;
  const months = (duration.years * 12 + duration.months) * factor;
  const exact = (duration.days * 86_400_000 + duration.milliseconds) * factor;
  return (months === 0 ? instant : addMonths(instant, months)) + exact;
}

function addMonths(instant: number, months: number): number {
  const from = new Date(instant);
  const month = from.getUTCFullYear() * 12 + from.getUTCMonth() + months;
  const year = Math.floor(month / 12);
  const lastDay = new Date(Date.UTC(year, (month % 12) + 1, 0)).getUTCDate();
  const to = new Date(instant);
  to.setUTCFullYear(year, month - year * 12, Math.min(from.getUTCDate(), lastDay));
  return to.getTime();
}

const instantPattern =
  /^([+-]?\d{4,6})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)(\[[\w+\-/]+\])?$/;

/**
 * A date-time with an offset (`2026-11-23T10:00:00+08:00`, a zone in brackets may follow) as epoch milliseconds. Null when
 * the text is none or has no offset: a local time means nothing without its place.
 */
export function parseInstant(text: string): number | null {
  const match = instantPattern.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const [y, mo, d] = [Number(year), Number(month), Number(day)];
  const [h, mi, s] = [Number(hour), Number(minute), Number(second ?? 0)];
  if (h > 23 || mi > 59 || s > 59) return null;
  const local = new Date(0);
  local.setUTCFullYear(y, mo - 1, d);
  if (local.getUTCMonth() !== mo - 1 || local.getUTCDate() !== d) return null;
  local.setUTCHours(h, mi, s, wholeMilliseconds(fraction));
  const shift = offsetMinutes(offset ?? 'Z');
  return shift === null ? null : local.getTime() - shift * 60_000;
}

/** FEEL's local date-times have no offset; those that an expression gives count as UTC. Other texts stay as they are. */
export function localAsUtc(text: string): string {
  return parseInstant(text) === null && parseInstant(`${text}Z`) !== null ? `${text}Z` : text;
}

function offsetMinutes(offset: string): number | null {
  if (offset === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || 0);
  if (hours > 18 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

export interface RepeatingInterval {
  /** How often it fires in all; -1 = without end. */
  readonly repetitions: number;
  /** First firing in epoch milliseconds; null = one interval after the timer starts. */
  readonly start: number | null;
  readonly interval: Duration;
}

/** `R5/PT10S`, `R/PT1H`, `R3/2026-11-23T10:00:00Z/P1D`; null when the text is none. */
export function parseRepeatingInterval(text: string): RepeatingInterval | null {
  const parts = text.trim().split('/');
  const count = /^R(\d*)$/.exec(parts[0] ?? '');
  if (count === null || parts.length < 2 || parts.length > 3) return null;
  const interval = parseDuration(parts[parts.length - 1] ?? '');
  if (interval === null) return null;
  const startText = parts.length === 3 ? (parts[1] ?? '') : '';
  const start = startText === '' ? null : parseInstant(startText);
  if (startText !== '' && start === null) return null;
  return { repetitions: count[1] === '' ? -1 : Number(count[1]), start, interval };
}
