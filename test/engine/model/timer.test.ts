import { describe, expect, it } from 'vitest';
import { nextCron, parseCron } from '#engine/model/cron.ts';
import { addDuration, localAsUtc, parseDuration, parseInstant } from '#engine/model/iso8601.ts';
import { firstFiring, nextFiring, parseTimer } from '#engine/model/timer.ts';

const at = (text: string) => Date.parse(text);
const iso = (instant: number | null | undefined) =>
  instant === null || instant === undefined ? null : new Date(instant).toISOString().replace('.000', '');

describe('durations', () => {
  it.each([
    ['PT10S', 10_000],
    ['PT0.25S', 250],
    ['P1DT1H', 90_000_000],
    ['P2W', 14 * 86_400_000],
    ['-PT5M', -300_000],
    ['PT0S', 0],
  ])('%s is %d ms', (text, expected) => {
    const duration = parseDuration(text);
    expect(duration && addDuration(0, duration)).toBe(expected);
  });

  it.each(['', 'P', 'PT', 'P1H', '10S', 'PT10', 'P1.5D', 'PT1S2M', 'hello'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it.each([
    ['2026-01-31T08:00:00Z', 'P1M', 1, '2026-02-28T08:00:00Z'],
    ['2024-02-29T08:00:00Z', 'P1Y', 1, '2025-02-28T08:00:00Z'],
    ['2026-03-31T08:00:00Z', '-P1M', 1, '2026-02-28T08:00:00Z'],
    ['2026-01-31T08:00:00Z', 'P1M', 2, '2026-03-31T08:00:00Z'],
    ['2026-11-23T08:00:00Z', 'P1Y2M3DT4H', 1, '2028-01-26T12:00:00Z'],
  ])('%s plus %s × %d is %s', (from, text, times, expected) => {
    const duration = parseDuration(text);
    expect(duration && iso(addDuration(at(from), duration, times))).toBe(expected);
  });
});

describe('instants', () => {
  it.each([
    ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00Z'],
    ['2026-11-23T10:00:00+08:00', '2026-11-23T02:00:00Z'],
    ['2026-11-23T10:00+01:00[Europe/Berlin]', '2026-11-23T09:00:00Z'],
  ])('%s is %s', (text, expected) => expect(iso(parseInstant(text))).toBe(expected));

  it.each([
    '2026-11-23',
    '2026-11-23T10:00:00',
    '2026-02-30T10:00:00Z',
    '2026-11-23T24:01:00Z',
    '2026-11-23T10:00:00+19:00',
  ])('%s is none', (text) => expect(parseInstant(text)).toBeNull());
});

describe('cron in UTC', () => {
  const from = '2026-11-23T10:15:30Z'; // a Monday
  it.each([
    ['0 0 * * * *', '2026-11-23T11:00:00Z'],
    ['*/10 * * * * *', '2026-11-23T10:15:40Z'],
    ['0 0 8-10 * * *', '2026-11-24T08:00:00Z'],
    ['0 0/30 8-10 * * *', '2026-11-23T10:30:00Z'],
    ['0 0 9-17 * * MON-FRI', '2026-11-23T11:00:00Z'],
    ['0 0 0 25 DEC ?', '2026-12-25T00:00:00Z'],
    ['0 0 0 L * *', '2026-11-30T00:00:00Z'],
    ['0 0 0 L-3 * *', '2026-11-27T00:00:00Z'],
    ['0 0 0 1W * *', '2026-12-01T00:00:00Z'],
    ['0 0 0 28W * *', '2026-11-27T00:00:00Z'],
    ['0 0 0 LW * *', '2026-11-30T00:00:00Z'],
    ['0 0 0 * * 5L', '2026-11-27T00:00:00Z'],
    ['0 0 0 ? * FRI#2', '2026-12-11T00:00:00Z'],
    ['0 0 0 * * 7', '2026-11-29T00:00:00Z'],
    ['0 0 0 29 2 *', '2028-02-29T00:00:00Z'],
    ['@weekly', '2026-11-29T00:00:00Z'],
    ['0 0 0 31 2 *', null],
  ])('%s fires next at %s', (text, expected) => {
    const cron = parseCron(text);
    expect(cron).not.toBeNull();
    expect(cron && iso(nextCron(cron, at(from)))).toBe(expected);
  });

  it.each([
    '* * * * *',
    '60 * * * * *',
    '0 0 0 0 * *',
    '0 0 0 * 13 *',
    'a b c d e f',
    '0 0 0 * * FRI#6',
    '5-1 * * * * *',
    '@never',
  ])('%j is none', (text) => expect(parseCron(text)).toBeNull());
});

describe('timers', () => {
  const plan = (kind: 'date' | 'duration' | 'cycle', text: string) => {
    const parsed = parseTimer(kind, text);
    if (!parsed.ok) throw new Error(parsed.expected);
    return parsed.plan;
  };
  const now = at('2026-11-23T10:00:00Z');

  it('fires a cycle as often as it says, in a rhythm that a late firing does not shift', () => {
    // given
    const cycle = plan('cycle', 'R3/PT10M');
    // when
    const first = firstFiring(cycle, now);
    const second = first && nextFiring(cycle, first);
    const third = second && nextFiring(cycle, second);
    // then
    expect([first, second, third].map((firing) => iso(firing?.due))).toEqual([
      '2026-11-23T10:10:00Z',
      '2026-11-23T10:20:00Z',
      '2026-11-23T10:30:00Z',
    ]);
    expect(third && nextFiring(cycle, third)).toBeNull();
  });

  it.each([
    ['R/2026-11-23T12:00:00Z/PT1H', '2026-11-23T12:00:00Z'],
    ['R/2026-11-23T08:30:00Z/PT1H', '2026-11-23T10:30:00Z'],
    ['R/2026-01-31T08:00:00Z/P1M', '2026-11-30T08:00:00Z'],
    ['R/2020-02-29T08:00:00Z/P1Y', '2027-02-28T08:00:00Z'],
    ['R0/PT1H', '2026-11-23T11:00:00Z'],
  ])('%s starts with %s', (text, expected) => expect(iso(firstFiring(plan('cycle', text), now)?.due)).toBe(expected));

  it('lets a date in the past and a negative duration fire at once', () => {
    expect(firstFiring(plan('date', '2020-01-01T00:00:00Z'), now)?.due).toBeLessThan(now);
    expect(firstFiring(plan('duration', '-PT5M'), now)?.due).toBeLessThan(now);
  });

  it.each([
    ['2030-01-01T09:00:00', '2030-01-01T09:00:00Z'],
    ['2030-01-01T09:00:00+08:00', '2030-01-01T09:00:00+08:00'],
    ['PT1H', 'PT1H'],
    ['tomorrow', 'tomorrow'],
  ])('of an expression %s counts as %s', (text, expected) => expect(localAsUtc(text)).toBe(expected));

  it.each([
    ['cycle', 'R/PT0S'],
    ['cycle', 'R/-PT1H'],
    ['cycle', 'R3'],
    ['date', 'tomorrow'],
    ['duration', '10 minutes'],
  ] as const)('refuses %s %s', (kind, text) => expect(parseTimer(kind, text).ok).toBe(false));
});
