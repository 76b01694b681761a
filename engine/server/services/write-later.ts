import type { Logger } from 'pino';

/** More would keep one statement busy too long. */
const mostTogether = 200;
/** How long something may lie here that nobody waits for. */
const collectMs = 100;

/**
 * Writes down what nobody waits for, what comes in a moment in one statement. To be used for what is done again when it was
 * not written: a failure, or the end of the process, loses it.
 */
export class WriteLater<T> {
  readonly #write: (items: readonly T[]) => Promise<void>;
  readonly #failed: (error: unknown, items: readonly T[]) => void;
  readonly #waiting: T[] = [];
  #running: Promise<void> | null = null;
  #isUrgent = false;
  #hurry: () => void = () => undefined;

  /** `lost` tells what becomes of items that could not be written, for the log. */
  constructor(parts: {
    readonly write: (items: readonly T[]) => Promise<void>;
    readonly log: Logger;
    readonly lost: string;
  }) {
    this.#write = parts.write;
    this.#failed = (error, items) => parts.log.warn({ err: error, items: items.length }, parts.lost);
  }

  /** `urgent`: with all that lies here, at once. */
  add(item: T, { urgent }: { readonly urgent: boolean } = { urgent: false }): void {
    this.#waiting.push(item);
    this.#running ??= this.#drain();
    if (urgent) this.#hurryUp();
  }

  /** Resolves when nothing is left to write. */
  async idle(): Promise<void> {
    this.#hurryUp();
    await this.#running;
  }

  #hurryUp(): void {
    this.#isUrgent = true;
    this.#hurry();
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#collect();
      const together = this.#waiting.splice(0, mostTogether);
      await this.#write(together).catch((error: unknown) => this.#failed(error, together));
    }
    this.#running = null;
  }

  async #collect(): Promise<void> {
    if (!this.#isUrgent) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, collectMs);
        this.#hurry = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#hurry = () => undefined;
    }
    this.#isUrgent = false;
  }
}
