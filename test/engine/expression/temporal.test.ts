import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  civilDay,
  dayNumber,
  daysInMonth,
  plusMonths,
  weekday,
  weekOfYear,
} from '#engine/expression/temporal/calendar.ts';
import { formatTemporal } from '#engine/expression/temporal/format-temporal.ts';
import { parseDuration } from '#engine/expression/temporal/parse-temporal.ts';
import { DayTimeDuration, YearMonthDuration } from '#engine/expression/temporal/types.ts';
import { offsetAt } from '#engine/expression/temporal/zones.ts';
import { valueOf } from './value-of.ts';

const day = fc.integer({ min: -3_000_000, max: 3_000_000 });

describe('the calendar', () => {
  it('counts days as the host does', () => {
    fc.assert(
      fc.property(day, (number) => {
        const { year, month, day: dayOfMonth } = civilDay(number);
        const host = new Date(number * 86_400_000);
        expect([year, month, dayOfMonth]).toEqual([host.getUTCFullYear(), host.getUTCMonth() + 1, host.getUTCDate()]);
        expect(dayNumber(year, month, dayOfMonth)).toBe(number);
        expect(weekday(number) % 7).toBe(host.getUTCDay());
      }),
    );
  });

  it('adds months within the month that they lead to', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (number, months) => {
        const from = civilDay(number);
        const to = plusMonths(from, months);
        expect(to.year * 12 + to.month).toBe(from.year * 12 + from.month + months);
        expect(to.day).toBe(Math.min(from.day, daysInMonth(to.year, to.month)));
      }),
    );
  });

  it.each([
    [2026, 1, 1, 1],
    [2027, 1, 3, 53],
    [2020, 12, 31, 53],
    [2018, 12, 31, 1],
  ])('puts %i-%i-%i into week %i', (year, month, dayOfMonth, week) => {
    expect(weekOfYear({ year, month, day: dayOfMonth })).toBe(week);
  });
});

describe('durations', () => {
  it('read back from their text', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 21n), max: 10n ** 21n }),
        fc.integer({ min: -99_999, max: 99_999 }),
        (nanos, months) => {
          const time = parseDuration(formatTemporal(new DayTimeDuration(nanos)));
          const year = parseDuration(formatTemporal(new YearMonthDuration(months)));
          expect(time instanceof DayTimeDuration && time.nanos).toBe(nanos);
          expect(year instanceof YearMonthDuration && year.months).toBe(months);
        },
      ),
    );
  });

  it('lead from one moment to another and back', () => {
    const moment = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const variables = { a: a.toISOString(), b: b.toISOString() };
        const source = 'date and time(a) + (date and time(b) - date and time(a)) = date and time(b)';
        expect(valueOf(source, variables)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('time zones', () => {
  const zones = [
    'Europe/Paris',
    'America/New_York',
    'Asia/Shanghai',
    'Australia/Sydney',
    'Africa/Casablanca',
    'Asia/Kolkata',
    'America/Sao_Paulo',
    'Europe/Dublin',
  ];

  it.each(zones)('%s has the offsets of the host’s data from 1850 to 2050', (zone) => {
    // given
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    const hostOffset = (seconds: number): number => {
      const name = format.formatToParts(seconds * 1000).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      const match = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name);
      const size = Number(match?.[2] ?? 0) * 3600 + Number(match?.[3] ?? 0) * 60 + Number(match?.[4] ?? 0);
      return match?.[1] === '-' ? 0 - size : size;
    };
    // when
    const different: string[] = [];
    for (let at = -3_786_912_000; at < 2_524_608_000; at += 20 * 86_400 + 3601) {
      if (offsetAt({ kind: 'region', id: zone }, at) !== hostOffset(at))
        different.push(new Date(at * 1000).toISOString());
    }
    // then
    expect(different).toEqual([]);
  });

  it.each([
    ['date and time("2026-03-29T01:30:00@Europe/Paris") + duration("PT1H")', '2026-03-29T03:30:00+02:00[Europe/Paris]'],
    ['date and time("2026-10-25T02:30:00@Europe/Paris") + duration("PT1H")', '2026-10-25T02:30:00+01:00[Europe/Paris]'],
    ['date and time("2026-07-01T12:00:00@Asia/Shanghai") - date and time("2026-07-01T04:00:00Z")', 'PT0S'],
    // Camunda's FEEL compares times with their zones; the standard compares instants.
    ['date and time("2026-07-01T12:00:00@Asia/Shanghai") = date and time("2026-07-01T04:00:00Z")', false],
    ['date and time("1969-07-20T12:00:00@Europe/London") - date and time("1969-07-20T12:00:00Z")', '-PT1H'],
    [
      'string(date and time(date and time("1940-06-20T12:00:00Z"), "Asia/Shanghai"))',
      '1940-06-20T21:00:00@Asia/Shanghai',
    ],
    ['date and time("1890-01-01T00:00:00@Europe/Paris")', '1890-01-01T00:00:00+00:09:21[Europe/Paris]'],
    ['string(now())', '2026-11-23T03:00:00@Etc/UTC'],
    ['date("2024-01-31") + duration("P1M")', '2024-02-29'],
    ['date("2024-02-30")', null],
    ['cycle(3, duration("PT1H30M"))', 'R3/PT1H30M'],
    ['cycle(duration("P1DT1H"))', 'R/P1DT1H'],
    ['cycle(null, duration("P1M"))', 'R/P1M'],
    ['cycle(interval: duration("PT1M"), repetitions: 2)', 'R2/PT1M'],
    ['cycle(3, "PT1H")', null],
    ['fromAi(7, "how many", "number")', 7],
    ['fromAi(value: 7, options: {required: false})', 7],
  ])('%s is %j', (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });
});
