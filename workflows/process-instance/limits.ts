import { currentFlags } from '#engine/contracts/wire/process-instance.ts';

/**
 * Events one step may write: they take about 40 ms to step, and are committed within the 10 s of a workflow task even on a
 * machine that is ten times too busy. After each such step the task is reported: a long chain is many small tasks.
 */
export const eventsPerStep = 2_500;

/** Steps in a row without a wait, after which an endless loop is taken for what it is. */
export const longestChain = 100;

/** Commands that a new run starts again in one task. */
export const commandsPerTask = 300;

/**
 * Called processes and long activities open at once. Temporal refuses a task that leaves more than 2,000 of them, and as many
 * cancellations under way; a quarter is left to what one task adds.
 */
export const mostChildren = 1_500;

/** Called processes and long activities whose start Temporal has not confirmed yet: what one task may ask for. */
export const mostChildrenStarting = 50;

/** Characters of input that travel with those starts; a task's commands go in one message of at most 4 MB. */
export const mostCharactersStarting = 1_000_000;

/** Flag 3 (see `currentFlags`). */
export function runsLongActivitiesApart(flags: readonly number[]): boolean {
  return flags.includes(3);
}

/** Flag 3 (see `currentFlags`). */
export function bindsChildren(flags: readonly number[]): boolean {
  return flags.includes(3);
}

/** Flag 8 (see `currentFlags`). */
export function hasFewPromises(flags: readonly number[]): boolean {
  return flags.includes(8);
}

/** Flag 17 (see `currentFlags`). */
export function leavesTracePerTask(flags: readonly number[]): boolean {
  return flags.includes(17);
}

/** Kernel flags of all releases so far (design decision D9): a changed behavior adds one, pinned per instance at its start. */
export const knownFlags: ReadonlySet<number> = new Set(currentFlags);
