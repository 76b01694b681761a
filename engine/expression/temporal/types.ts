/**
 * FEEL's temporal values: small, immutable, without a host's Date. Equality and order are functions in
 * `compare-temporal.ts`, text in `format-temporal.ts` and `parse-temporal.ts`.
 */

/** A fixed offset in seconds east of UTC, or an IANA zone whose offset depends on the instant. */
export type Zone =
  | { readonly kind: 'offset'; readonly seconds: number }
  /** `offset` tells the two passes of an hour apart that the clock shows twice; only the second one carries it. */
  | { readonly kind: 'region'; readonly id: string; readonly offset?: number };

export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }
}

export class FeelTime {
  /** 0 to 86,399. */
  readonly secondOfDay: number;
  readonly nanos: number;
  readonly zone: Zone | null;

  constructor(secondOfDay: number, nanos: number, zone: Zone | null) {
    this.secondOfDay = secondOfDay;
    this.nanos = nanos;
    this.zone = zone;
  }
}

export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;

  /** The zone is the time's. */
  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }
}

/** Days and time duration. Nanoseconds as bigint: between two dates of FEEL's range lie more seconds than a double counts. */
export class DayTimeDuration {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** Years and months duration. */
export class YearMonthDuration {
  readonly months: number;

  constructor(months: number) {
    this.months = months;
  }
}
