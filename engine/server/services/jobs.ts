import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { Operation } from '#engine/kernel/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import type { Database } from '#engine/store/database.ts';
import {
  type ActivatedJob,
  type Activation,
  activateJobs,
  failJobAttempt,
  findJob,
  type JobState,
  nextFreeJob,
  proposedVariables,
  setJobDeadline,
  setJobRetries,
} from '#engine/store/jobs/index.ts';
import { ActivationPace } from './activation-pace.ts';
import { JobNotice } from './job-notice.ts';
import type { Notifications } from './notifications.ts';
import type { Requests } from './requests.ts';
import { TakenJobs } from './taken-jobs.ts';

export interface JobRequest extends Activation {
  /** How long to wait for a job when there is none; 0 = not at all. */
  readonly waitMs: number;
}

export interface JobFailure {
  readonly retries: number;
  readonly backOffMs: number;
  readonly message: string;
  readonly variables: JsonObject;
}

export interface JobError {
  readonly code: string;
  readonly message: string;
  readonly variables: JsonObject;
}

/** A busy type has its next job within moments; only after this it is worth asking when a held job comes free. */
const silenceMs = 50;

/**
 * What workers outside do with jobs. Locks, back-off and retries above zero stay in Postgres (design decision D5). A result
 * without an idempotency key is asked of the instance without a row of its own (ADR 24).
 */
export class Jobs {
  readonly #database: Database;
  readonly #notifications: Notifications;
  readonly #requests: Requests;
  readonly #pace = new ActivationPace();
  readonly #taken = new TakenJobs();

  constructor(parts: {
    readonly database: Database;
    readonly notifications: Notifications;
    readonly requests: Requests;
  }) {
    this.#database = parts.database;
    this.#notifications = parts.notifications;
    this.#requests = parts.requests;
  }

  /**
   * Locks free jobs. With none it waits for one: a new job reaches a waiting caller as soon as its transaction is seen,
   * without polling.
   */
  async activate(request: JobRequest, gone: AbortSignal): Promise<readonly ActivatedJob[]> {
    const until = Date.now() + request.waitMs;
    const notice = new JobNotice(this.#notifications, request.type);
    try {
      for (;;) {
        await this.#keepPace(request.type, until);
        notice.forget();
        const jobs = await this.#take(request);
        if (jobs.length > 0 || Date.now() >= until || gone.aborted) return jobs;
        await notice.wait(Math.min(until - Date.now(), silenceMs), gone);
        if (notice.isDue) continue;
        const free = await nextFreeJob(this.#database.pool, request.type);
        await notice.wait(Math.min(until - Date.now(), free ?? Number.POSITIVE_INFINITY), gone);
      }
    } finally {
      notice.end();
    }
  }

  /** A job that its caller completed before with the same idempotency key is completed already. */
  async complete(
    jobKey: string,
    variables: JsonObject,
    result: Json | undefined,
    idempotencyKey: string | null,
  ): Promise<void> {
    const completion = { type: 'completeJob', job: jobKey, variables } as const;
    const operation = result === undefined ? completion : { ...completion, result };
    if (idempotencyKey === null) return this.#ask(jobKey, operation, { evenBackingOff: false });
    const job = await this.#find(jobKey);
    if (job.backOffUntil !== null) unfinishable(jobKey, job);
    await this.#submit(job, operation, idempotencyKey);
  }

  /** With retries left the job is free again after its back-off; without, it becomes an incident. */
  async fail(jobKey: string, failure: JobFailure, idempotencyKey: string | null): Promise<void> {
    const taken = this.#taken.claim(jobKey);
    if (taken !== null) this.#taken.settle(taken);
    const job = await this.#open(jobKey);
    const { message, variables } = failure;
    if (failure.retries <= 0) {
      await this.#submit(job, { type: 'failJob', job: jobKey, message, variables }, idempotencyKey);
      return;
    }
    if (Object.keys(variables).length > 0) {
      await this.#submit(job, { type: 'setVariables', scope: job.elementInstanceKey, variables, local: true }, null);
    }
    await failJobAttempt(this.#database.pool, job, failure);
  }

  async throwError(jobKey: string, error: JobError, idempotencyKey: string | null): Promise<void> {
    const operation = { type: 'throwJobError', job: jobKey, ...error } as const;
    if (idempotencyKey === null) return this.#ask(jobKey, operation, { evenBackingOff: true });
    await this.#submit(await this.#open(jobKey), operation, idempotencyKey);
  }

  async update(
    jobKey: string,
    { retries, timeoutMs }: { readonly retries: number | null; readonly timeoutMs: number | null },
  ): Promise<void> {
    const job = await this.#find(jobKey);
    const { pool } = this.#database;
    if (job.state === 'completed' || job.state === 'cancelled') {
      throw new ApiProblem(404, 'job.notFound', { key: jobKey });
    }
    if (timeoutMs !== null && !(await setJobDeadline(pool, jobKey, timeoutMs))) {
      throw new ApiProblem(409, 'job.notHeld', { key: jobKey });
    }
    if (retries === null) return;
    if (job.state === 'created' && job.execution === 'external') await setJobRetries(pool, job, retries);
    else await this.#submit(job, { type: 'updateJobRetries', job: jobKey, retries }, null);
  }

  /** While workers are at several jobs of the type, more are about to come; one alone has nothing to wait for. */
  async #keepPace(type: string, until: number): Promise<void> {
    const pause = this.#taken.inMotion(type) > 1 ? Math.min(this.#pace.pause(type), until - Date.now()) : 0;
    if (pause > 0) await sleep(pause);
  }

  async #take(request: JobRequest): Promise<readonly ActivatedJob[]> {
    const { type, limit } = request;
    const begun = performance.now();
    const jobs = await activateJobs(this.#database.pool, request);
    this.#pace.looked(type, { ms: performance.now() - begun, taken: jobs.length, limit });
    for (const job of jobs) this.#taken.remember(job);
    return Promise.all(jobs.map((job) => this.#withProposal(job, request.variables)));
  }

  /** A task listener sees what it is asked about. */
  async #withProposal(job: ActivatedJob, names: readonly string[] | null): Promise<ActivatedJob> {
    if (job.kind !== 'taskListener') return job;
    const headers = JSON.parse(job.headers) as Readonly<Record<string, string>>;
    const userTaskKey = headers['io.camunda.zeebe:userTaskKey'] ?? '';
    const proposed = await proposedVariables(this.#database.pool, job.instanceKey, userTaskKey);
    const wanted = Object.entries(proposed).filter(([name]) => names === null || names.includes(name));
    return { ...job, variables: { ...job.variables, ...Object.fromEntries(wanted) } };
  }

  /** The way of most results. Of a job that this server has handed out nothing is looked up while its lock lasts. */
  async #ask(jobKey: string, operation: Operation, choice: { readonly evenBackingOff: boolean }): Promise<void> {
    const taken = this.#taken.claim(jobKey);
    try {
      const isHeld = taken !== null && taken.deadline.getTime() > Date.now();
      const instanceKey = isHeld ? taken.instanceKey : await this.#instanceOf(jobKey, choice);
      await this.#requests.ask({ instanceKey, operation });
    } finally {
      if (taken !== null) this.#taken.settle(taken);
    }
  }

  async #instanceOf(jobKey: string, { evenBackingOff }: { readonly evenBackingOff: boolean }): Promise<string> {
    const job = await this.#open(jobKey);
    return job.backOffUntil === null || evenBackingOff ? job.instanceKey : unfinishable(jobKey, job);
  }

  async #submit(job: JobState, operation: Operation, idempotencyKey: string | null): Promise<void> {
    const { instanceKey, tenantId } = job;
    await this.#requests.submit({ instanceKey, tenantId, operation, idempotencyKey });
  }

  async #find(jobKey: string): Promise<JobState> {
    const job = await findJob(this.#database.pool, jobKey);
    if (job === null) throw new ApiProblem(404, 'job.notFound', { key: jobKey });
    return job;
  }

  /** The job, if a worker may finish it. */
  async #open(jobKey: string): Promise<JobState> {
    const job = await this.#find(jobKey);
    return job.state === 'created' && job.execution === 'external' ? job : unfinishable(jobKey, job);
  }
}

/** Why a worker may not finish the job. A finished or cancelled one is gone, as in Zeebe. */
function unfinishable(jobKey: string, job: JobState | null): never {
  switch (job?.state) {
    case undefined:
    case 'completed':
    case 'cancelled':
      throw new ApiProblem(404, 'job.notFound', { key: jobKey });
    case 'failed':
      throw new ApiProblem(409, 'job.failed', { key: jobKey });
    case 'error_thrown':
      throw new ApiProblem(409, 'job.finished', { key: jobKey, state: 'ERROR_THROWN' });
    case 'created':
      if (job.execution !== 'external') throw new ApiProblem(409, 'job.notExternal', { key: jobKey, type: job.type });
      throw new ApiProblem(409, 'job.backOff', { key: jobKey, until: job.backOffUntil?.toISOString() ?? '' });
  }
}
