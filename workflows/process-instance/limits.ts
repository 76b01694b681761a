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

/** Kernel flags of all releases so far (design decision D9): a changed behavior adds one, pinned per instance at its start. */
export const knownFlags: ReadonlySet<number> = new Set(currentFlags);
