import type { Changed } from '#engine/contracts/api/stream.ts';

/**
 * Gathers changes and hands them on in rounds that never overlap: the next begins when the last one's reads are done, at
 * least `paceMs` after it began. So a busy server is never asked faster than it answers, and no change is lost.
 */
export class Refresher {
  readonly #read: (changed: Changed) => Promise<void>;
  readonly #paceMs: number;
  #gathered: Changed | null = null;
  #running = false;

  constructor(paceMs: number, read: (changed: Changed) => Promise<void>) {
    this.#paceMs = paceMs;
    this.#read = read;
  }

  add(changed: Changed): void {
    this.#gathered = this.#gathered === null ? changed : join(this.#gathered, changed);
    if (!this.#running) void this.#rounds();
  }

  async #rounds(): Promise<void> {
    this.#running = true;
    while (this.#gathered !== null) {
      const round = this.#gathered;
      this.#gathered = null;
      // A read that fails shows its error where its answer would stand.
      await Promise.all([this.#read(round).catch(() => {}), new Promise((done) => setTimeout(done, this.#paceMs))]);
    }
    this.#running = false;
  }
}

function join(a: Changed, b: Changed): Changed {
  return {
    instances: [...new Set([...a.instances, ...b.instances])],
    more: a.more || b.more,
    topics: [...new Set([...a.topics, ...b.topics])],
  };
}
