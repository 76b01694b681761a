import { nextCron, parseCron } from './cron.ts';
import type { Cron } from './cron.ts';
import { addDuration, parseDuration, parseInstant, parseRepeatingInterval } from './iso8601.ts';
import type { Duration, RepeatingInterval } from './iso8601.ts';

/** What a timer's text says, once it is known. The kernel, the linter and the server's schedules read it with this file. */
export type TimerPlan =
  | { readonly kind: 'date'; readonly at: number }
  | { readonly kind: 'duration'; readonly duration: Duration }
  | ({ readonly kind: 'interval' } & RepeatingInterval)
  | { readonly kind: 'cron'; readonly cron: Cron };

export type ParsedTimer =
  | { readonly ok: true; readonly plan: TimerPlan }
  /** `expected` names the forms that would do, for a message. */
  | { readonly ok: false; readonly expected: string };

/** One firing. */
export interface Firing {
  /** Epoch milliseconds; may lie in the past, then the timer fires at once. */
  readonly due: number;
  /** Firings after this one; -1 = without end. */
  readonly remaining: number;
}

/** Reads the text of a `timeDate`, `timeDuration` or `timeCycle`, after FEEL. Never throws. */
export function parseTimer(kind: 'date' | 'duration' | 'cycle', text: string): ParsedTimer {
  switch (kind) {
    case 'date': {
      const at = parseInstant(text);
      return at === null ? { ok: false, expected: '2026-11-23T10:00:00Z' } : { ok: true, plan: { kind, at } };
    }
    case 'duration': {
      const duration = parseDuration(text);
      return duration === null ? { ok: false, expected: 'PT10M, P3D' } : { ok: true, plan: { kind, duration } };
    }
    case 'cycle': {
      const interval = parseRepeatingInterval(text);
      if (interval !== null && canRepeat(interval)) return { ok: true, plan: { kind: 'interval', ...interval } };
      const cron = interval === null ? parseCron(text) : null;
      if (cron !== null) return { ok: true, plan: { kind: 'cron', cron } };
      return { ok: false, expected: 'R3/PT10M, R/2026-11-23T10:00:00Z/P1D, 0 0 9 * * MON-FRI' };
    }
  }
}

/** An interval that does not move forward would fire for ever at the same instant. */
function canRepeat({ interval }: RepeatingInterval): boolean {
  return addDuration(0, interval) > 0;
}

/**
 * The first firing of a timer that starts at `now`; null when there is none (a cron that never matches). A
 * repeating interval whose start has passed goes on with its next slot: missed slots are not made up and not counted.
 */
export function firstFiring(plan: TimerPlan, now: number): Firing | null {
  switch (plan.kind) {
    case 'date':
      return { due: plan.at, remaining: 0 };
    case 'duration':
      return { due: addDuration(now, plan.duration), remaining: 0 };
    case 'interval': {
      const due = plan.start === null ? addDuration(now, plan.interval) : nextSlot(plan.start, plan.interval, now);
      // `R0/…` does not repeat: it fires once, as `R1/…` does (seen on Zeebe).
      return { due, remaining: plan.repetitions === -1 ? -1 : Math.max(plan.repetitions - 1, 0) };
    }
    case 'cron': {
      const due = nextCron(plan.cron, now);
      return due === null ? null : { due, remaining: -1 };
    }
  }
}

/**
 * The firing after one that was due at `previous.due`; null when it was the last. Counted from the due instant, so a late
 * firing does not shift the rhythm.
 */
export function nextFiring(plan: TimerPlan, previous: Firing): Firing | null {
  if (previous.remaining === 0) return null;
  switch (plan.kind) {
    case 'date':
    case 'duration':
      return null;
    case 'interval':
      return {
        due: addDuration(previous.due, plan.interval),
        remaining: previous.remaining === -1 ? -1 : previous.remaining - 1,
      };
    case 'cron': {
      const due = nextCron(plan.cron, previous.due);
      return due === null ? null : { due, remaining: -1 };
    }
  }
}

/** First of `start`, `start + interval`, `start + 2 × interval` … that is not before `now`. */
function nextSlot(start: number, interval: Duration, now: number): number {
  if (start >= now) return start;
  const length = addDuration(start, interval) - start;
  // Calendar units vary in length by less than a month's 4 days in 28: begin a little early, then walk.
  let times = Math.max(0, Math.floor(((now - start) / length) * 0.85) - 1);
  if (interval.months === 0 && interval.years === 0) times = Math.ceil((now - start) / length);
  while (addDuration(start, interval, times) < now) times += 1;
  return addDuration(start, interval, times);
}
