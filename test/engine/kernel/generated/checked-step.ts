import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { fork, rebuild, step } from '#engine/kernel/index.ts';
import type { Event, InstanceState } from '#engine/kernel/index.ts';

/**
 * The kernel's `step`, which after every single one holds that the live state, a fork of it, what JSON makes of it and what
 * its events make of it do the same and are the same, and that a refusal has changed nothing (PRO2, PRO5, OPE1).
 */
export function checkedStep(): typeof step {
  const histories = new WeakMap<InstanceState, Event[]>();
  return (linked, state, input) => {
    const events = histories.get(state) ?? [];
    histories.set(state, events);
    const others: Readonly<Record<string, InstanceState>> = {
      fork: fork(state),
      JSON: JSON.parse(JSON.stringify(state)) as InstanceState,
      ...(state.key !== '' && { rebuilt: rebuild(state.key, events) }),
    };
    const before = JSON.stringify(state);
    const outcome = step(linked, state, input);
    if (outcome.ok) events.push(...outcome.events);
    else expect(JSON.stringify(state), 'a refusal changes nothing').toBe(before);
    for (const [name, other] of Object.entries(others)) {
      same(step(linked, other, input), outcome, `${name}: what it did`);
      same(other, state, `${name}: what it became`);
    }
    return outcome;
  };
}

/** As `expect(…).toEqual(…)`, which alone would take most of the time. */
function same(actual: unknown, expected: unknown, what: string): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual, what).toEqual(expected);
}
