import type { Logger } from 'pino';
import type { Database } from '#engine/store/database.ts';
import { type FinishedRequest, finishRequests } from '#engine/store/requests/index.ts';

/** More would keep one statement busy too long. */
const mostTogether = 200;

/**
 * Writes answers down whose callers have them already: those that come while a statement is under way go into the next one
 * together. An answer that cannot be kept is got again, since its request's row stays as it is and is brought once more.
 */
export class AnswerKeeper {
  readonly #database: Database;
  readonly #log: Logger;
  readonly #waiting: FinishedRequest[] = [];
  #running: Promise<void> | null = null;

  constructor(parts: { readonly database: Database; readonly log: Logger }) {
    this.#database = parts.database;
    this.#log = parts.log;
  }

  keep(finished: FinishedRequest): void {
    this.#waiting.push(finished);
    this.#running ??= this.#drain();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // The answers of one update come in one turn.
      await Promise.resolve();
      const together = this.#waiting.splice(0, mostTogether);
      await finishRequests(this.#database.pool, together).catch((error: unknown) =>
        this.#log.warn({ err: error, answers: together.length }, 'answers not kept; their requests will be repeated'),
      );
    }
    this.#running = null;
  }
}
