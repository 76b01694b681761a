import type { ActivatedJob } from '#engine/store/jobs/index.ts';

/** Beyond this the oldest are forgotten: about a megabyte. */
const mostKnown = 10_000;

interface TakenJob {
  readonly type: string;
  readonly instanceKey: string;
  /** Epoch ms; until then nobody else is given the job. */
  readonly deadline: number;
}

/**
 * The jobs that this server has handed out and has no result of yet, so that a worker's result needs no look at the rows. A
 * memory only: a job that is not in it is looked up, and the instance itself decides whether its job is still open.
 */
export class TakenJobs {
  readonly #jobs = new Map<string, TakenJob>();
  /** By job type: how many of `#jobs`. */
  readonly #counts = new Map<string, number>();

  remember({ jobKey, type, instanceKey, deadline }: Handed): void {
    this.#forget(jobKey);
    this.#jobs.set(jobKey, { type, instanceKey, deadline: deadline.getTime() });
    this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1);
    const oldest = this.#jobs.size > mostKnown ? this.#jobs.keys().next().value : undefined;
    if (oldest !== undefined) this.#forget(oldest);
  }

  /**
   * The instance of a job that somebody holds, once: a second result for the job is better compared with the rows, since
   * refusing it costs the instance five events.
   */
  claim(jobKey: string): string | null {
    const job = this.#jobs.get(jobKey);
    this.#forget(jobKey);
    return job !== undefined && job.deadline > Date.now() ? job.instanceKey : null;
  }

  /** Whether workers are at jobs of this type. */
  has(type: string): boolean {
    return this.#counts.has(type);
  }

  #forget(jobKey: string): void {
    const job = this.#jobs.get(jobKey);
    if (job === undefined) return;
    this.#jobs.delete(jobKey);
    const left = (this.#counts.get(job.type) ?? 0) - 1;
    if (left > 0) this.#counts.set(job.type, left);
    else this.#counts.delete(job.type);
  }
}

type Handed = Pick<ActivatedJob, 'jobKey' | 'type' | 'instanceKey' | 'deadline'>;
