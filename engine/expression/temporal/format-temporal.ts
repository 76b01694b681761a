import { NANOS_PER_SECOND } from './calendar.ts';
import { offsetOf } from './instants.ts';
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime } from './types.ts';
import type { YearMonthDuration, Zone } from './types.ts';

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** ISO 8601, e.g. `2024-02-29`; years beyond four digits as they are. */
export function formatDate(date: FeelDate): string {
  const sign = date.year < 0 ? '-' : '';
  return `${sign}${pad(Math.abs(date.year), 4)}-${pad(date.month)}-${pad(date.day)}`;
}

/** `10:30:00`, with a fraction where there is one, then the offset or `@zone`. */
export function formatTime(time: FeelTime): string {
  const second = time.secondOfDay;
  const clock = `${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}`;
  return `${clock}${formatFraction(time.nanos)}${formatZone(time.zone)}`;
}

export function formatDateTime(value: FeelDateTime): string {
  return `${formatDate(value.date)}T${formatTime(value.time)}`;
}

/** As `formatTemporal`, but a zone stands in brackets behind its offset: `2024-07-01T10:00:00+02:00[Europe/Paris]`. */
export function formatIso(value: FeelDate | FeelTime | FeelDateTime | DayTimeDuration | YearMonthDuration): string {
  if (value instanceof FeelDateTime && value.time.zone?.kind === 'region') {
    const { secondOfDay, nanos, zone } = value.time;
    const clock = formatTime(new FeelTime(secondOfDay, nanos, null));
    return `${formatDate(value.date)}T${clock}${formatOffset(offsetOf(value) ?? 0)}[${zone.id}]`;
  }
  return formatTemporal(value);
}

function formatFraction(nanos: number): string {
  return nanos === 0 ? '' : `.${pad(nanos, 9).replace(/0+$/, '')}`;
}

export function formatZone(zone: Zone | null): string {
  if (zone === null) return '';
  if (zone.kind === 'region') return `@${zone.id}`;
  return formatOffset(zone.seconds);
}

export function formatOffset(seconds: number): string {
  if (seconds === 0) return 'Z';
  const size = Math.abs(seconds);
  const tail = size % 60 === 0 ? '' : `:${pad(size % 60)}`;
  return `${seconds < 0 ? '-' : '+'}${pad(Math.floor(size / 3600))}:${pad(Math.floor(size / 60) % 60)}${tail}`;
}

/** Normalised: `P1DT2H` for 26 hours, `P1Y6M` for 18 months, `PT0S` and `P0M` for nothing. */
export function formatDuration(value: DayTimeDuration | YearMonthDuration): string {
  if (!(value instanceof DayTimeDuration)) return formatMonths(value.months);
  const size = value.nanos < 0n ? -value.nanos : value.nanos;
  if (size === 0n) return 'PT0S';
  const seconds = size / NANOS_PER_SECOND;
  const fraction = formatFraction(Number(size % NANOS_PER_SECOND));
  const days = seconds / 86_400n;
  const hours = (seconds / 3600n) % 24n;
  const minutes = (seconds / 60n) % 60n;
  const rest = seconds % 60n;
  const time =
    (hours > 0n ? `${hours}H` : '') +
    (minutes > 0n ? `${minutes}M` : '') +
    (rest > 0n || fraction !== '' ? `${rest}${fraction}S` : '');
  return `${value.nanos < 0n ? '-' : ''}P${days > 0n ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}

function formatMonths(months: number): string {
  if (months === 0) return 'P0M';
  const size = Math.abs(months);
  const years = Math.floor(size / 12);
  const rest = size % 12;
  return `${months < 0 ? '-' : ''}P${years > 0 ? `${years}Y` : ''}${rest > 0 ? `${rest}M` : ''}`;
}

export function formatTemporal(
  value: FeelDate | FeelTime | FeelDateTime | DayTimeDuration | YearMonthDuration,
): string {
  if (value instanceof FeelDate) return formatDate(value);
  if (value instanceof FeelTime) return formatTime(value);
  if (value instanceof FeelDateTime) return formatDateTime(value);
  return formatDuration(value);
}
