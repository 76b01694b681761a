import { workflowInfo } from '@temporalio/workflow';
import type { Fence } from '#engine/contracts/wire/process-instance.ts';

/** Tells which workflow task is running, as a fence for what it writes. */
export class TaskPosition {
  readonly #run: number;
  #historyLength = -1;
  #startedAt = 0;

  constructor(run: number) {
    this.#run = run;
  }

  /**
   * The clock moves within a task when a local activity ends, by the worker's own clock, which may be wrong. So the start
   * of a task is the time at which its history length was first seen.
   */
  now(): Fence {
    const { historyLength } = workflowInfo();
    if (historyLength !== this.#historyLength) {
      this.#historyLength = historyLength;
      this.#startedAt = Date.now();
    }
    return { run: this.#run, historyLength, startedAt: this.#startedAt };
  }
}
