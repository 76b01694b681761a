import { civilDay, dayNumber, daysInMonth, SECONDS_PER_DAY, weekday } from './calendar.ts';
import type { Zone } from './types.ts';
import { ZONE_TABLE } from './zone-table.ts';

/** A yearly change of the clock: the first `weekday` on or after `day` of `month` (0: the month's last), at a local second. */
interface YearlyRule {
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly second: number;
  readonly offset: number;
}

interface Region {
  readonly initial: number;
  /** Epoch seconds, ascending, each with the offset that holds from then on. */
  readonly changes: readonly { readonly at: number; readonly offset: number }[];
  readonly rules: readonly YearlyRule[];
}

/** Parsed on first use of a zone, once per thread. */
const regions = new Map<string, Region>();
const rows = new Map<string, string>();

function rowOf(id: string): string | undefined {
  if (rows.size === 0) {
    for (const line of ZONE_TABLE.trim().split('\n')) {
      const bar = line.indexOf('|');
      for (const name of line.slice(0, bar).split(' ')) rows.set(name, line.slice(bar + 1));
    }
  }
  return rows.get(id);
}

function regionOf(id: string): Region | undefined {
  const known = regions.get(id);
  if (known !== undefined) return known;
  const row = rowOf(id);
  if (row === undefined) return undefined;
  const region = parseRow(row);
  regions.set(id, region);
  return region;
}

function parseRow(row: string): Region {
  const [initial = '0', steps = '', tail = ''] = row.split('|');
  let at = 0;
  const changes = steps
    .split(' ')
    .filter((step) => step !== '')
    .map((step) => {
      const [delta = '0', offset = '0'] = step.split(':');
      at += parseInt(delta, 36);
      return { at, offset: parseInt(offset, 36) };
    });
  const rules = tail
    .split(' ')
    .filter((rule) => rule !== '')
    .map((rule) => {
      const [month = 1, day = 0, dayOfWeek = 7, second = 0, offset = 0] = rule.split('.').map(Number);
      return { month, day, weekday: dayOfWeek, second, offset };
    });
  return { initial: parseInt(initial, 36), changes, rules };
}

/** Whether `id` names a zone of the IANA data that this build carries. */
export function isKnownZone(id: string): boolean {
  return rowOf(id) !== undefined;
}

/** Seconds east of UTC at an instant (epoch seconds), back to local mean time. An unknown zone counts as UTC. */
export function offsetAt(zone: Zone, epochSeconds: number): number {
  if (zone.kind === 'offset') return zone.seconds;
  const region = regionOf(zone.id);
  if (region === undefined) return 0;
  const { changes, rules } = region;
  const last = changes[changes.length - 1];
  if (rules.length > 0 && (last === undefined || epochSeconds >= last.at)) {
    return offsetByRules(region, epochSeconds, last);
  }
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const change = changes[middle];
    if (change !== undefined && change.at <= epochSeconds) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1]?.offset ?? region.initial;
}

/** The rules hold from the year after the last listed change on. */
function offsetByRules(
  region: Region,
  epochSeconds: number,
  last: { readonly at: number; readonly offset: number } | undefined,
): number {
  const [first, second] = region.rules;
  if (first === undefined || second === undefined) return region.initial;
  const yearOf = (at: number, offset: number): number => civilDay(Math.floor((at + offset) / SECONDS_PER_DAY)).year;
  const year = yearOf(epochSeconds, second.offset);
  if (last !== undefined && yearOf(last.at, last.offset) === year) return last.offset;
  const startOf = (rule: YearlyRule, before: YearlyRule): number =>
    dayOfRule(rule, year) * SECONDS_PER_DAY + rule.second - before.offset;
  const isFirst = epochSeconds >= startOf(first, second) && epochSeconds < startOf(second, first);
  return isFirst ? first.offset : second.offset;
}

function dayOfRule(rule: YearlyRule, year: number): number {
  if (rule.day === 0) {
    const last = dayNumber(year, rule.month, daysInMonth(year, rule.month));
    return last - ((weekday(last) - rule.weekday + 7) % 7);
  }
  const first = dayNumber(year, rule.month, rule.day);
  return first + ((rule.weekday - weekday(first) + 7) % 7);
}

/**
 * Seconds east of UTC for a wall-clock time (its seconds counted as if it were UTC). In the gap of a change the offset
 * before it holds, in an overlap the earlier instant is taken, as ISO 8601 libraries do.
 */
export function offsetForLocal(zone: Zone, localSeconds: number): number {
  if (zone.kind === 'offset') return zone.seconds;
  const before = offsetAt(zone, localSeconds - SECONDS_PER_DAY);
  const guess = offsetAt(zone, localSeconds - before);
  if (guess === before) return before;
  const other = offsetAt(zone, localSeconds - guess);
  return other === guess ? guess : before;
}
