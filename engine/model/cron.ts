/**
 * Spring's cron expressions: second, minute, hour, day of month, month, day of week, in UTC. Besides lists, ranges, steps
 * and names they know `?`, `L`, `L-3`, `15W`, `LW`, `FRI#2`, `5L` and macros such as `@hourly`.
 */
export interface Cron {
  readonly text: string;
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  readonly daysOfMonth: readonly DayOfMonth[];
  readonly daysOfWeek: readonly DayOfWeek[];
}

type DayOfMonth =
  | { readonly kind: 'day'; readonly day: number }
  /** `L`, or `L-3` for three days before it. */
  | { readonly kind: 'last'; readonly before: number }
  /** `15W`: the weekday nearest to the 15th within the month; `LW` (day 0): the month's last weekday. */
  | { readonly kind: 'weekday'; readonly day: number };

type DayOfWeek =
  /** 0 is Sunday. */
  | { readonly kind: 'day'; readonly day: number }
  /** `FRI#2`: the second Friday; `nth` -1 (`5L`): the last one. */
  | { readonly kind: 'nth'; readonly day: number; readonly nth: number };

const macros: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Null when the text is no cron expression of six fields and no macro. */
export function parseCron(text: string): Cron | null {
  const trimmed = text.trim();
  const fields = (macros[trimmed.toLowerCase()] ?? trimmed).split(/\s+/);
  if (fields.length !== 6) return null;
  const [second = '', minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = fields;
  const seconds = parseNumbers(second, 0, 59);
  const minutes = parseNumbers(minute, 0, 59);
  const hours = parseNumbers(hour, 0, 23);
  const months = parseNumbers(month, 1, 12, monthNames, 1);
  const daysOfMonth = parseDaysOfMonth(dayOfMonth);
  const daysOfWeek = parseDaysOfWeek(dayOfWeek);
  if (!seconds || !minutes || !hours || !months || !daysOfMonth || !daysOfWeek) return null;
  return { text: trimmed, seconds, minutes, hours, months, daysOfMonth, daysOfWeek };
}

function parseNumbers(field: string, low: number, high: number, names: string[] = [], base = 0): number[] | null {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(\*|[A-Za-z0-9]+)(?:-([A-Za-z0-9]+))?(?:\/(\d+))?$/.exec(part);
    if (match === null) return null;
    const [, first = '', last, step] = match;
    const read = (word: string) => {
      const named = names.indexOf(word.toUpperCase());
      return named >= 0 ? named + base : /^\d+$/.test(word) ? Number(word) : Number.NaN;
    };
    const from = first === '*' ? low : read(first);
    const to = last !== undefined ? read(last) : first === '*' || step !== undefined ? high : from;
    const by = Number(step ?? 1);
    const fits = from >= low && to <= high && from <= to && by > 0 && !(first === '*' && last !== undefined);
    if (!fits) return null;
    for (let value = from; value <= to; value += by) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

function parseDaysOfMonth(field: string): DayOfMonth[] | null {
  if (field === '?') return parseDaysOfMonth('*');
  const days: DayOfMonth[] = [];
  for (const part of field.split(',')) {
    const last = /^L(?:-(\d{1,2}))?$/i.exec(part);
    const weekday = /^(L|\d{1,2})W$/i.exec(part);
    if (last) {
      const before = Number(last[1] ?? 0);
      if (before > 30) return null;
      days.push({ kind: 'last', before });
    } else if (weekday) {
      const day = weekday[1]?.toUpperCase() === 'L' ? 0 : Number(weekday[1]);
      if (day > 31 || (day < 1 && weekday[1]?.toUpperCase() !== 'L')) return null;
      days.push({ kind: 'weekday', day });
    } else {
      const numbers = parseNumbers(part, 1, 31);
      if (numbers === null) return null;
      days.push(...numbers.map((day) => ({ kind: 'day', day }) as const));
    }
  }
  return days;
}

function parseDaysOfWeek(field: string): DayOfWeek[] | null {
  if (field === '?') return parseDaysOfWeek('*');
  const days: DayOfWeek[] = [];
  for (const part of field.split(',')) {
    const nth = /^(\w+)#([1-5])$/.exec(part);
    const last = /^(\w+)L$/i.exec(part);
    const special = nth ?? last;
    // 7 is Sunday as well as 0, hence the modulo.
    const numbers = parseNumbers(special?.[1] ?? part, 0, 7, dayNames);
    if (numbers === null) return null;
    for (const number of numbers) {
      const day = number % 7;
      if (nth) days.push({ kind: 'nth', day, nth: Number(nth[2]) });
      else if (last) days.push({ kind: 'nth', day, nth: -1 });
      else days.push({ kind: 'day', day });
    }
  }
  return days;
}

/** Days searched before an expression counts as never firing; 29 February on a given weekday needs up to 40 years. */
const horizonDays = 366 * 41;

/** First firing strictly after `after` (epoch ms), null when there is none within 41 years (`0 0 0 31 2 *`). */
export function nextCron(cron: Cron, after: number): number | null {
  const startOfDay = Math.floor(after / 86_400_000) * 86_400_000;
  for (let offset = 0; offset < horizonDays; offset += 1) {
    const midnight = startOfDay + offset * 86_400_000;
    const date = new Date(midnight);
    const month = date.getUTCMonth() + 1;
    if (!cron.months.includes(month) || !matchesDay(cron, date)) continue;
    const time = firstTimeAfter(cron, after - midnight);
    if (time !== null) return midnight + time;
  }
  return null;
}

/** Milliseconds into the day of the first firing that is later than `after` milliseconds into it. */
function firstTimeAfter(cron: Cron, after: number): number | null {
  for (const hour of cron.hours) {
    if ((hour + 1) * 3_600_000 <= after) continue;
    for (const minute of cron.minutes) {
      const base = hour * 3_600_000 + minute * 60_000;
      if (base + 60_000 <= after) continue;
      const second = cron.seconds.find((candidate) => base + candidate * 1_000 > after);
      if (second !== undefined) return base + second * 1_000;
    }
  }
  return null;
}

function matchesDay(cron: Cron, date: Date): boolean {
  const day = date.getUTCDate();
  const weekday = date.getUTCDay();
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const ofMonth = cron.daysOfMonth.some((wanted) => {
    switch (wanted.kind) {
      case 'day':
        return wanted.day === day;
      case 'last':
        return day === lastDay - wanted.before;
      case 'weekday':
        return day === nearestWeekday(date, wanted.day === 0 ? lastDay : wanted.day, lastDay);
    }
  });
  const ofWeek = cron.daysOfWeek.some((wanted) => {
    if (wanted.day !== weekday) return false;
    if (wanted.kind === 'day') return true;
    return wanted.nth === -1 ? day + 7 > lastDay : Math.ceil(day / 7) === wanted.nth;
  });
  return ofMonth && ofWeek;
}

/** The weekday nearest to `target` in the month of `date`, never in another month; 0 when the month has no such day. */
function nearestWeekday(date: Date, target: number, lastDay: number): number {
  if (target > lastDay) return 0;
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), target)).getUTCDay();
  if (weekday === 6) return target === 1 ? 3 : target - 1;
  if (weekday === 0) return target === lastDay ? target - 2 : target + 1;
  return target;
}
