import { civilDay, dayNumber, MAX_YEAR, NANOS_PER_SECOND, SECONDS_PER_DAY } from './calendar.ts';
import { FeelDate, FeelDateTime, FeelTime } from './types.ts';
import type { Zone } from './types.ts';
import { offsetAt, offsetForLocal } from './zones.ts';

const NANOS_PER_DAY = BigInt(SECONDS_PER_DAY) * NANOS_PER_SECOND;

/** What a time without zone counts as where an instant is asked for. */
export const UTC: Zone = { kind: 'offset', seconds: 0 };

export function dateNumber(date: FeelDate): number {
  return dayNumber(date.year, date.month, date.day);
}

/** Null beyond FEEL's range of years. */
export function dateFromNumber(number: number): FeelDate | null {
  const { year, month, day } = civilDay(number);
  return Math.abs(year) > MAX_YEAR ? null : new FeelDate(year, month, day);
}

/** Nanoseconds of the wall clock, counted as if it were UTC. */
export function localNanos(value: FeelDateTime): bigint {
  const seconds = BigInt(dateNumber(value.date)) * BigInt(SECONDS_PER_DAY) + BigInt(value.time.secondOfDay);
  return seconds * NANOS_PER_SECOND + BigInt(value.time.nanos);
}

/** Seconds east of UTC that hold at this date-time; null for a local one. */
export function offsetOf(value: FeelDateTime): number | null {
  const { zone } = value.time;
  if (zone === null) return null;
  const local = dateNumber(value.date) * SECONDS_PER_DAY + value.time.secondOfDay;
  const chosen = zone.kind === 'region' ? zone.offset : undefined;
  if (chosen !== undefined && offsetAt(zone, local - chosen) === chosen) return chosen;
  return offsetForLocal(zone, local);
}

/** A day and a time together. In a zone, a time that a change of the clock skips moves on by what is skipped. */
export function dateTimeOf(date: FeelDate, time: FeelTime): FeelDateTime {
  const value = new FeelDateTime(date, time);
  if (time.zone === null || time.zone.kind === 'offset') return value;
  const shown = fromInstantNanos(instantNanos(value), time.zone);
  return shown === null || localNanos(shown) === localNanos(value) ? value : shown;
}

/** Nanoseconds since the epoch; a local date-time counts as UTC. */
export function instantNanos(value: FeelDateTime): bigint {
  return localNanos(value) - BigInt(offsetOf(value) ?? 0) * NANOS_PER_SECOND;
}

/** Nanoseconds since midnight UTC; a time of a zone takes the offset that the zone had on the epoch's day. */
export function timeNanos(time: FeelTime): bigint {
  return BigInt(time.secondOfDay - timeOffset(time)) * NANOS_PER_SECOND + BigInt(time.nanos);
}

/** The offset of a time without a date: a zone's is the one at the epoch. */
export function timeOffset(time: FeelTime): number {
  return time.zone === null ? 0 : offsetAt(time.zone, 0);
}

/** The date-time whose wall clock shows these nanoseconds; null beyond FEEL's range. */
export function fromLocalNanos(nanos: bigint, zone: Zone | null): FeelDateTime | null {
  const days = floorDivide(nanos, NANOS_PER_DAY);
  const rest = nanos - days * NANOS_PER_DAY;
  const date = dateFromNumber(Number(days));
  if (date === null) return null;
  const time = new FeelTime(Number(rest / NANOS_PER_SECOND), Number(rest % NANOS_PER_SECOND), zone);
  return new FeelDateTime(date, time);
}

/** The date-time in `zone` at an instant. */
export function fromInstantNanos(nanos: bigint, zone: Zone): FeelDateTime | null {
  const offset = offsetAt(zone, Number(floorDivide(nanos, NANOS_PER_SECOND)));
  const local = nanos + BigInt(offset) * NANOS_PER_SECOND;
  const plain: Zone = zone.kind === 'region' ? { kind: 'region', id: zone.id } : zone;
  const value = fromLocalNanos(local, plain);
  if (value === null || plain.kind === 'offset' || offsetOf(value) === offset) return value;
  return fromLocalNanos(local, { ...plain, offset });
}

/** `nanos` after this date-time. In a zone the elapsed time counts, so the wall clock may jump. */
export function plusNanos(value: FeelDateTime, nanos: bigint): FeelDateTime | null {
  const { zone } = value.time;
  if (zone !== null && zone.kind === 'region') return fromInstantNanos(instantNanos(value) + nanos, zone);
  return fromLocalNanos(localNanos(value) + nanos, zone);
}

/** Wraps around midnight. */
export function timePlusNanos(time: FeelTime, nanos: bigint): FeelTime {
  const total = BigInt(time.secondOfDay) * NANOS_PER_SECOND + BigInt(time.nanos) + nanos;
  const wrapped = total - floorDivide(total, NANOS_PER_DAY) * NANOS_PER_DAY;
  return new FeelTime(Number(wrapped / NANOS_PER_SECOND), Number(wrapped % NANOS_PER_SECOND), time.zone);
}

export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}
