import { DateTime, TzDatabase, zone } from 'timezonecomplete';
import tzdata from 'tzdata' with { type: 'json' };

TzDatabase.init(tzdata);

export function isKnownZone(name: string): boolean {
  return TzDatabase.instance().exists(name);
}

/**
 * Reads the set's way of writing time, `12/1/10 8:26` (month/day/year) or `2010-12-01 08:26[:00]`, as a wall clock in the zone:
 * an RFC 3339 time with its offset, or null when it is no time, or one that the clock skipped when it was put forward.
 */
export function readRetailTime(text: string, zoneName: string): string | null {
  const parts = fieldsOf(text.trim());
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts;
  if (!isCalendarDay(year, month, day) || hour > 23 || minute > 59 || second > 59) return null;
  const local = new DateTime(year, month, day, hour, minute, second, 0, zone(zoneName));
  const skipped = local.hour() !== hour || local.minute() !== minute;
  return skipped ? null : `${wallClock(parts)}${offsetText(local.offset())}`;
}

type Fields = readonly [number, number, number, number, number, number];

function fieldsOf(text: string): Fields | null {
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4}) (\d{1,2}):(\d{2})$/.exec(text);
  if (us !== null) {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0] = us.slice(1).map(Number);
    return [year < 100 ? 2000 + year : year, month, day, hour, minute, 0];
  }
  const iso = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (iso === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = iso
    .slice(1)
    .map((part) => Number(part ?? 0));
  return [year, month, day, hour, minute, second];
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function wallClock([year, ...rest]: Fields): string {
  const [month, day, hour, minute, second] = rest.map((part) => String(part).padStart(2, '0'));
  return `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}`;
}

function offsetText(minutes: number): string {
  const absolute = Math.abs(minutes);
  const hours = String(Math.floor(absolute / 60)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${hours}:${String(absolute % 60).padStart(2, '0')}`;
}
