import type { RequestAnswer } from '#engine/contracts/wire/process-instance.ts';
import type { Outcome } from '#engine/kernel/index.ts';

// A server redelivers a request until Temporal has answered it, a matter of seconds; this many outlast any outage in which
// an instance still gets new requests.
const remembered = 1_000;

/** Answers given so far: a request that comes again, in this run or a later one, gets the same. */
export class Answers {
  readonly #given = new Map<string, RequestAnswer>();

  constructor(given: readonly RequestAnswer[]) {
    for (const answer of given) this.#given.set(answer.id, answer);
  }

  find(id: string): RequestAnswer | undefined {
    return this.#given.get(id);
  }

  settle(id: string, outcome: Outcome): RequestAnswer {
    const answer: RequestAnswer = outcome.ok ? { id, ok: true } : { id, ok: false, problems: outcome.problems };
    this.#given.set(id, answer);
    const oldest = this.#given.size > remembered ? this.#given.keys().next().value : undefined;
    if (oldest !== undefined) this.#given.delete(oldest);
    return answer;
  }

  /** Oldest first. */
  list(): readonly RequestAnswer[] {
    return [...this.#given.values()];
  }
}
