/**
 * The proleptic Gregorian calendar as arithmetic on day numbers (day 0 = 1970-01-01), after the well-known scheme that
 * counts years from March so that the leap day comes last. Exact for every year that FEEL allows.
 */
export const SECONDS_PER_DAY = 86_400;
export const NANOS_PER_SECOND = 1_000_000_000n;

/** FEEL's widest year, from XML Schema as DMN 1.5 limits it. */
export const MAX_YEAR = 999_999_999;

const DAYS_PER_ERA = 146_097;
const YEARS_PER_ERA = 400;
const DAYS_FROM_MARCH_0000_TO_1970 = 719_468;

export interface CivilDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / YEARS_PER_ERA);
  const yearOfEra = marchYear - era * YEARS_PER_ERA;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_FROM_MARCH_0000_TO_1970;
}

export function civilDay(number: number): CivilDay {
  const shifted = number + DAYS_FROM_MARCH_0000_TO_1970;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * YEARS_PER_ERA + (month <= 2 ? 1 : 0), month, day };
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** ISO: Monday is 1, Sunday is 7. */
export function weekday(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

export function dayOfYear(day: CivilDay): number {
  return dayNumber(day.year, day.month, day.day) - dayNumber(day.year, 1, 1) + 1;
}

/** ISO 8601 week: the week that holds the year's first Thursday is week 1. */
export function weekOfYear(day: CivilDay): number {
  const number = dayNumber(day.year, day.month, day.day);
  const thursday = number - weekday(number) + 4;
  const firstOfYear = dayNumber(civilDay(thursday).year, 1, 1);
  return Math.floor((thursday - firstOfYear) / 7) + 1;
}

/** The same day `months` later; a day that the month lacks becomes its last one (31 January + 1 month = 28 February). */
export function plusMonths(day: CivilDay, months: number): CivilDay {
  const total = day.year * 12 + (day.month - 1) + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return { year, month, day: Math.min(day.day, daysInMonth(year, month)) };
}
