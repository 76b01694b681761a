import type { EventBatch } from './commit-batches.ts';
import { compareFences } from './instance-rows.ts';
import type { LockedInstance } from './instance-rows.ts';

// About 1 kB each. Beyond it the oldest are read again when they go on.
const mostKnown = 10_000;

/**
 * The rows of instances as this worker's last batch left them. Only a guess at what they are now: another worker may have
 * gone on with the instance, so whoever writes by it must check it under the row's lock.
 */
export class KnownInstances {
  readonly #rows = new Map<string, LockedInstance>();

  find(key: string): LockedInstance | null {
    return this.#rows.get(key) ?? null;
  }

  /** The batch has been written, and followed on `before`. */
  remember({ fence, base, events }: EventBatch, before: LockedInstance): void {
    this.forget(before.key);
    if (before.seq !== base || compareFences(fence, before.fence) < 0) return;
    // The row names another definition then, or nothing comes any more.
    if (events.some(({ type }) => type === 'instanceMigrated' || type === 'instanceEnded')) return;
    this.#rows.set(before.key, { ...before, fence, seq: base + events.length });
    const [oldest] = this.#rows.keys();
    if (this.#rows.size > mostKnown && oldest !== undefined) this.#rows.delete(oldest);
  }

  forget(key: string): void {
    this.#rows.delete(key);
  }
}
