import type { Language } from '#engine/contracts/language.ts';

export interface Formats {
  readonly number: (value: number) => string;
  /** Date and time in the browser's zone; the year only where it is not the current one. */
  readonly instant: (iso: string) => string;
  readonly time: (iso: string) => string;
  readonly hour: (iso: string) => string;
  /** "3 min ago", "in 2 h": from `iso` seen at `now` (epoch ms). */
  readonly relative: (iso: string, now: number) => string;
  /** "a, b and c". */
  readonly list: (items: readonly string[]) => string;
  /** "3 d 4 h": the two largest units. */
  readonly duration: (milliseconds: number) => string;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const durationUnits: Record<Language, readonly [unit: string, size: number][]> = {
  en: [
    [' d', day],
    [' h', hour],
    [' min', minute],
    [' s', second],
  ],
  'zh-CN': [
    [' 天', day],
    [' 小时', hour],
    [' 分', minute],
    [' 秒', second],
  ],
};

export function formatsFor(language: Language): Formats {
  const number = new Intl.NumberFormat(language);
  const sameYear = new Intl.DateTimeFormat(language, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const otherYear = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' });
  const hourOnly = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return {
    number: (value) => number.format(value),
    instant: (iso) => {
      const date = new Date(iso);
      return (date.getFullYear() === new Date().getFullYear() ? sameYear : otherYear).format(date);
    },
    time: (iso) => time.format(new Date(iso)),
    hour: (iso) => hourOnly.format(new Date(iso)),
    relative: (iso, now) => relativeText(relative, Date.parse(iso) - now),
    list: (items) => list.format(items),
    duration: (milliseconds) => durationText(milliseconds, durationUnits[language]),
  };
}

function relativeText(format: Intl.RelativeTimeFormat, difference: number): string {
  const size = Math.abs(difference);
  if (size < minute) return format.format(Math.trunc(difference / second), 'second');
  if (size < hour) return format.format(Math.trunc(difference / minute), 'minute');
  if (size < day) return format.format(Math.trunc(difference / hour), 'hour');
  return format.format(Math.trunc(difference / day), 'day');
}

function durationText(milliseconds: number, units: readonly [unit: string, size: number][]): string {
  let rest = Math.max(0, milliseconds);
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0 || (unit === units.at(-1)?.[0] && parts.length === 0)) parts.push(`${amount}${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}
