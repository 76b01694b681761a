/**
 * Writes `zone-table.ts`: the zones named by the pinned `tzdata` package, with the offsets that the ICU of the running
 * Node knows (`node -p process.versions.tz` tells its IANA release). Run when either changes, and review the difference:
 * `npx tsx test/engine/expression/generate-zone-table.ts > engine/expression/temporal/zone-table.ts` (some minutes).
 *
 * All transitions are kept, back to local mean time; from the year in which a zone's present rule holds for good, two
 * yearly rules take their place. Zones that share everything become one entry with aliases.
 */
import { createRequire } from 'node:module';
import { z } from 'zod';
import { civilDay, dayNumber, daysInMonth, SECONDS_PER_DAY, weekday } from '#engine/expression/temporal/calendar.ts';

/** Before the first transition of any zone. */
const FIRST = dayNumber(1840, 1, 1) * SECONDS_PER_DAY;
const FITTED_FROM = 2088;
const FITTED_UNTIL = 2115;
const SCAN_STEP = 6 * SECONDS_PER_DAY;

interface Transition {
  /** Epoch seconds. */
  readonly at: number;
  /** Seconds east of UTC before and after. */
  readonly before: number;
  readonly after: number;
}

interface LocalMoment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly second: number;
}

const zoneNames = (): string[] => {
  const tzdata: unknown = createRequire(import.meta.url)('tzdata');
  return Object.keys(z.object({ zones: z.record(z.string(), z.unknown()) }).parse(tzdata).zones).filter(
    (zone) => zone !== 'Factory',
  );
};

type OffsetAt = (epochSeconds: number) => number;

function offsetsOf(zone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (at) => {
    const match = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(format.format(at * 1000));
    if (match === null) return 0;
    const [, sign, hours, minutes, seconds = '0'] = match;
    const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return sign === '-' ? -size : size;
  };
}

const yearOf = (at: number): number => civilDay(Math.floor(at / SECONDS_PER_DAY)).year;

function transitionsOf(offset: OffsetAt): Transition[] {
  const found: Transition[] = [];
  const end = dayNumber(FITTED_UNTIL + 1, 1, 1) * SECONDS_PER_DAY;
  let before = offset(FIRST);
  for (let at = FIRST; at < end; at += SCAN_STEP) {
    const after = offset(at + SCAN_STEP);
    if (after === before) continue;
    let low = at;
    let high = at + SCAN_STEP;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle) === before) low = middle;
      else high = middle;
    }
    found.push({ at: high, before, after });
    before = after;
  }
  return found;
}

/** The wall clock just before the change, which is how the rules of most places are worded. */
function localMoment(transition: Transition): LocalMoment {
  const local = transition.at + transition.before;
  const number = Math.floor(local / SECONDS_PER_DAY);
  return { ...civilDay(number), weekday: weekday(number), second: local - number * SECONDS_PER_DAY };
}

/** `month.day.weekday.second`: the first such weekday on or after that day; day 0 means the month's last one. */
function ruleOf(moments: readonly LocalMoment[]): string | null {
  const first = moments[0];
  if (first === undefined) return null;
  const same = moments.every(
    (m) => m.month === first.month && m.weekday === first.weekday && m.second === first.second,
  );
  if (!same) return null;
  const isLast = moments.every((m) => m.day > daysInMonth(m.year, m.month) - 7);
  const day = isLast ? 0 : Math.min(...moments.map((m) => m.day));
  if (!isLast && Math.max(...moments.map((m) => m.day)) > day + 6) return null;
  return `${first.month}.${day}.${first.weekday}.${first.second}`;
}

interface Compact {
  readonly explicit: readonly Transition[];
  /** The two rules with the offset that each leads to, or nothing for a zone that no longer changes. */
  readonly tail: string;
}

function compact(transitions: readonly Transition[]): Compact {
  const fitted = transitions.filter((t) => yearOf(t.at) >= FITTED_FROM);
  const explicit = transitions.filter((t) => yearOf(t.at) < FITTED_FROM);
  const spring = fitted.filter((_, index) => index % 2 === 0);
  const autumn = fitted.filter((_, index) => index % 2 === 1);
  const rules = [ruleOf(spring.map(localMoment)), ruleOf(autumn.map(localMoment))];
  const [springRule, autumnRule] = rules;
  if (springRule == null || autumnRule == null || spring[0] === undefined || autumn[0] === undefined) {
    return { explicit, tail: '' };
  }
  let length = explicit.length;
  while (length >= 2) {
    const [a, b] = [explicit[length - 2], explicit[length - 1]];
    if (a === undefined || b === undefined || yearOf(a.at) !== yearOf(b.at)) break;
    const covered = [...spring.map(localMoment), localMoment(a)];
    const coveredAutumn = [...autumn.map(localMoment), localMoment(b)];
    const sameOffsets = a.after === spring[0].after && b.after === autumn[0].after;
    if (!sameOffsets || ruleOf(covered) !== springRule || ruleOf(coveredAutumn) !== autumnRule) break;
    length -= 2;
  }
  const tail = `${springRule}.${spring[0].after} ${autumnRule}.${autumn[0].after}`;
  return { explicit: explicit.slice(0, length), tail };
}

function encode(offset: OffsetAt): string {
  const { explicit, tail } = compact(transitionsOf(offset));
  let previous = 0;
  const steps = explicit.map((transition) => {
    const step = `${(transition.at - previous).toString(36)}:${transition.after.toString(36)}`;
    previous = transition.at;
    return step;
  });
  return [offset(FIRST).toString(36), steps.join(' '), tail].join('|');
}

/** The name under which the host keeps the data of a zone and its aliases. */
const hostName = (zone: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone;

function main(): void {
  const byRule = new Map<string, string[]>();
  const byHostName = new Map<string, string>();
  for (const zone of zoneNames()) {
    const name = hostName(zone);
    const rule = byHostName.get(name) ?? encode(offsetsOf(name));
    byHostName.set(name, rule);
    byRule.set(rule, [...(byRule.get(rule) ?? []), zone]);
  }
  const lines = [...byRule].map(([rule, names]) => `${names.join(' ')}|${rule}`);
  process.stdout.write(
    '/* Generated by generate-zone-table.ts from the tzdata package: do not edit. */\n' +
      '/* oxlint-disable max-lines -- a table of data */\n' +
      '// prettier-ignore\n' +
      `export const ZONE_TABLE = \`\n${lines.join('\n')}\n\`;\n`,
  );
}

main();
