import type { ActivatedJob } from '#engine/store/jobs/index.ts';

/** Beyond this the oldest are forgotten: about a megabyte. */
const mostKnown = 10_000;

export interface TakenJob {
  readonly type: string;
  readonly instanceKey: string;
  /** Until then nobody else is given the job. */
  readonly deadline: Date;
}

/**
 * The jobs that this server has handed out and has answered no result of yet, so that a worker's result needs no look at the
 * rows. A memory only: a job that is not in it is looked up, and the instance itself decides whether its job is still open.
 */
export class TakenJobs {
  readonly #jobs = new Map<string, TakenJob>();
  /** By job type: with workers, or their result on its way. */
  readonly #inMotion = new Map<string, number>();

  remember({ jobKey, type, instanceKey, deadline }: ActivatedJob): void {
    this.#forget(jobKey);
    this.#jobs.set(jobKey, { type, instanceKey, deadline });
    this.#inMotion.set(type, this.inMotion(type) + 1);
    const oldest = this.#jobs.size > mostKnown ? this.#jobs.keys().next().value : undefined;
    if (oldest !== undefined) this.#forget(oldest);
  }

  /**
   * A job that somebody has a result of, once: a second result is better compared with the rows, since refusing it costs the
   * instance five events. To be settled when the result is answered.
   */
  claim(jobKey: string): TakenJob | null {
    const job = this.#jobs.get(jobKey) ?? null;
    this.#jobs.delete(jobKey);
    return job;
  }

  settle({ type }: TakenJob): void {
    const left = this.inMotion(type) - 1;
    if (left > 0) this.#inMotion.set(type, left);
    else this.#inMotion.delete(type);
  }

  /** How many jobs of a type workers are at, results on their way included. */
  inMotion(type: string): number {
    return this.#inMotion.get(type) ?? 0;
  }

  #forget(jobKey: string): void {
    const job = this.claim(jobKey);
    if (job !== null) this.settle(job);
  }
}
