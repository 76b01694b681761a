import { setTimeout as sleep } from 'node:timers/promises';

/** Far below what anybody waits for. */
const longestMs = 10;

/**
 * Keeps transactions apart by the time that the one before took, so that more batches share one: those of a busy worker come
 * a few milliseconds after each other, and half of what a group costs, it costs for one batch too. A worker that is not busy
 * never waits.
 */
export class Rest {
  /** In `performance.now()`'s time. */
  #until = 0;

  begin(tookMs: number): void {
    this.#until = performance.now() + Math.min(tookMs, longestMs);
  }

  async over(): Promise<void> {
    const ms = this.#until - performance.now();
    if (ms > 0) await sleep(ms);
  }
}
