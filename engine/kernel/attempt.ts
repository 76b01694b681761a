import type { IncidentType } from './contract/event.ts';

/** A failure that a person can mend: it becomes an incident on the element (design decision D8). */
export interface Failure {
  readonly incident: IncidentType;
  readonly message: string;
}

/** What can fail for a reason of the model or its data. A throw, in contrast, is a bug of ours. */
export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function done<T>(value: T): Attempt<T> {
  return { ok: true, value };
}

export function failed(incident: IncidentType, message: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { incident, message } };
}

/** All values, or the first failure. */
export function all<T>(attempts: Iterable<Attempt<T>>): Attempt<readonly T[]> {
  const values: T[] = [];
  for (const attempt of attempts) {
    if (!attempt.ok) return attempt;
    values.push(attempt.value);
  }
  return done(values);
}
