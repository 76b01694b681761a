import type { Notifications } from './notifications.ts';

/** Postgres carries at most this much of a job type in a notice. */
const longestPayload = 2_000;

/**
 * Tells one waiting caller that a job of a type may have become free. It remembers a notice that comes while the caller
 * looks at the rows, so that none falls between looking and waiting.
 */
export class JobNotice {
  #noticed = false;
  #wake: (() => void) | null = null;
  readonly #offs: readonly (() => void)[];

  constructor(notifications: Notifications, type: string) {
    const notify = (): void => {
      this.#noticed = true;
      this.#wake?.();
    };
    const expected = type.slice(0, longestPayload);
    this.#offs = [
      notifications.on('silkflow_jobs', (payload) => {
        if (payload === expected) notify();
      }),
      notifications.onGap(notify),
    ];
  }

  /** To be called before looking: what came earlier is seen by that look. */
  forget(): void {
    this.#noticed = false;
  }

  /** A notice has come since the last look. */
  get isDue(): boolean {
    return this.#noticed;
  }

  /** Until a notice comes, the time is up, or the caller has gone. */
  async wait(ms: number, gone: AbortSignal): Promise<void> {
    if (this.#noticed || ms <= 0 || gone.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        gone.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
      gone.addEventListener('abort', done);
    });
    this.#wake = null;
  }

  end(): void {
    for (const off of this.#offs) off();
  }
}
