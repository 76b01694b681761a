import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { apply, emptyState, step } from '#engine/kernel/index.ts';
import type { Event, InstanceState } from '#engine/kernel/index.ts';

/**
 * The kernel's `step`, which after every single one holds that the live state and what its stored events make of it are the
 * same, down to the order of properties; that a copy through JSON, which is what a fork and a restart are, does the same and
 * becomes the same; and that a refusal has changed nothing (PRO2, PRO5, OPE1).
 *
 * The rebuilt state takes each event once, as it was stored: from the first event anew after every step would cost the
 * square of a history's length.
 */
export function checkedStep(): typeof step {
  const lives = new WeakMap<InstanceState, Life>();
  return (linked, state, input) => {
    const life = lives.get(state) ?? { rebuilt: emptyState(), text: JSON.stringify(state) };
    lives.set(state, life);
    expectText(JSON.stringify(state), life.text, 'nobody but the kernel changes a state');
    const copy = parsed<InstanceState>(life.text);
    const outcome = step(linked, state, input);
    const text = JSON.stringify(state);
    if (outcome.ok) for (const event of outcome.events) apply(life.rebuilt, stored(event));
    else expectText(text, life.text, 'a refusal changes nothing');
    same(life.rebuilt, state, 'what its events make of it');
    expectText(JSON.stringify(life.rebuilt), text, 'what its events make of it, in order');
    same(step(linked, copy, input), outcome, 'what a copy did');
    same(copy, state, 'what a copy became');
    life.text = text;
    return outcome;
  };
}

interface Life {
  readonly rebuilt: InstanceState;
  /** Of the state, as the last step has left it. */
  text: string;
}

/** As it comes back from a store: it shares nothing with the live state. */
function stored(event: Event): Event {
  return parsed<Event>(JSON.stringify(event));
}

function parsed<T>(text: string): T {
  return JSON.parse(text) as T;
}

function expectText(actual: string, expected: string, what: string): void {
  if (actual !== expected) expect(JSON.parse(actual), what).toEqual(JSON.parse(expected));
  if (actual !== expected) expect(actual, what).toBe(expected);
}

/** As `expect(…).toEqual(…)`, which alone would take most of the time. */
function same(actual: unknown, expected: unknown, what: string): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual, what).toEqual(expected);
  // What `toEqual` lets pass: a property that is there without a value.
  if (!isDeepStrictEqual(actual, expected)) expect(actual, what).toStrictEqual(expected);
}
