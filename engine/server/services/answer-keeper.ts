import type { Logger } from 'pino';
import type { Database } from '#engine/store/database.ts';
import { type FinishedRequest, finishRequests } from '#engine/store/requests/index.ts';

/** More would keep one statement busy too long. */
const mostTogether = 200;
/** How long an answer may lie here that nobody else waits for; far below the age at which its row is brought again. */
const collectMs = 100;

/**
 * Writes answers down whose callers have them already: those of a moment in one statement, at once when somebody may wait
 * for one at another server. An answer that is not kept is got again, since its request's row stays as it is and is brought
 * once more.
 */
export class AnswerKeeper {
  readonly #database: Database;
  readonly #log: Logger;
  readonly #waiting: FinishedRequest[] = [];
  #running: Promise<void> | null = null;
  #hurry: () => void = () => undefined;

  constructor(parts: { readonly database: Database; readonly log: Logger }) {
    this.#database = parts.database;
    this.#log = parts.log;
  }

  keep(finished: FinishedRequest): void {
    this.#waiting.push(finished);
    this.#running ??= this.#drain();
    if (finished.announced) this.#hurry();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    this.#hurry();
    await this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#collect();
      const together = this.#waiting.splice(0, mostTogether);
      await finishRequests(this.#database.pool, together).catch((error: unknown) =>
        this.#log.warn({ err: error, answers: together.length }, 'answers not kept; their requests will be repeated'),
      );
    }
    this.#running = null;
  }

  /** Until somebody is in a hurry, or long enough. */
  async #collect(): Promise<void> {
    if (this.#waiting.some(({ announced }) => announced)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, collectMs);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#hurry = () => undefined;
  }
}
