import type { Json, JsonObject } from '#engine/contracts/json.ts';
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
  setJobDeadline,
  setJobRetries,
  visibleVariables,
} from '#engine/store/jobs/index.ts';
import type { Notifications } from './notifications.ts';
import type { Requests } from './requests.ts';

export interface JobWithVariables extends ActivatedJob {
  readonly variables: Record<string, Json>;
}

/** What workers outside do with jobs. */
export interface Jobs {
  /**
   * Locks free jobs. With none it waits up to `waitMs` for one: a new job reaches a waiting caller as soon as its
   * transaction is seen, without polling.
   */
  activate(
    activation: Activation & { readonly variables: readonly string[] | null; readonly waitMs: number },
    gone: AbortSignal,
  ): Promise<readonly JobWithVariables[]>;
  complete(
    jobKey: string,
    variables: JsonObject,
    result: Json | undefined,
    idempotencyKey: string | null,
  ): Promise<void>;
  fail(jobKey: string, failure: JobFailure, idempotencyKey: string | null): Promise<void>;
  throwError(jobKey: string, error: JobError, idempotencyKey: string | null): Promise<void>;
  update(
    jobKey: string,
    changes: { readonly retries: number | null; readonly timeoutMs: number | null },
  ): Promise<void>;
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

export function createJobs(parts: {
  readonly database: Database;
  readonly notifications: Notifications;
  readonly requests: Requests;
}): Jobs {
  const { database, notifications, requests } = parts;

  async function take(
    activation: Activation & { readonly variables: readonly string[] | null },
  ): Promise<readonly JobWithVariables[]> {
    const jobs = await activateJobs(database, activation);
    if (jobs.length === 0) return [];
    const visible = await visibleVariables(
      database.pool,
      jobs.map(({ elementInstanceKey }) => elementInstanceKey),
      activation.variables,
    );
    return jobs.map((job) => ({ ...job, variables: visible.get(job.elementInstanceKey) ?? {} }));
  }

  /** Until a job of the type may be free, the time is up, or the caller has gone. */
  async function waitForJob(type: string, until: number, gone: AbortSignal, notice: Notice): Promise<void> {
    const free = await nextFreeJob(database.pool, type);
    const now = Date.now();
    const wait = Math.min(until - now, free ?? Number.POSITIVE_INFINITY);
    if (wait <= 0 || gone.aborted) return;
    await notice.wait(wait, gone);
  }

  function submit(
    job: JobState,
    operation: Parameters<Requests['submit']>[0]['operation'],
    idempotencyKey: string | null,
  ) {
    const { instanceKey, tenantId } = job;
    return requests.submit({ instanceKey, tenantId, operation, idempotencyKey });
  }

  async function open(jobKey: string): Promise<JobState> {
    const job = await findJob(database.pool, jobKey);
    if (job === null || job.state === 'cancelled') throw new ApiProblem(404, 'job.notFound', { key: jobKey });
    if (job.execution !== 'external') {
      throw new ApiProblem(409, 'job.notExternal', { key: jobKey, type: job.type });
    }
    if (job.state === 'failed') throw new ApiProblem(409, 'job.failed', { key: jobKey });
    if (job.state === 'error_thrown') throw new ApiProblem(409, 'job.finished', { key: jobKey, state: 'ERROR_THROWN' });
    // A finished job is gone, as in Zeebe: to its worker it never was.
    if (job.state === 'completed') throw new ApiProblem(404, 'job.notFound', { key: jobKey });
    return job;
  }

  return {
    async activate(activation, gone) {
      const until = Date.now() + activation.waitMs;
      const notice = listenFor(notifications, activation.type);
      try {
        for (;;) {
          notice.reset();
          const jobs = await take(activation);
          if (jobs.length > 0 || Date.now() >= until || gone.aborted) return jobs;
          await waitForJob(activation.type, until, gone, notice);
        }
      } finally {
        notice.end();
      }
    },
    async complete(jobKey, variables, result, idempotencyKey) {
      const repeated = idempotencyKey === null ? await open(jobKey) : await findOr404(database, jobKey);
      if (repeated.backOffUntil !== null) {
        throw new ApiProblem(409, 'job.backOff', { key: jobKey, until: repeated.backOffUntil.toISOString() });
      }
      const operation = {
        type: 'completeJob',
        job: jobKey,
        variables,
        ...(result === undefined ? {} : { result }),
      } as const;
      await submit(repeated, operation, idempotencyKey);
    },
    async fail(jobKey, failure, idempotencyKey) {
      const job = await open(jobKey);
      if (failure.retries > 0) {
        if (Object.keys(failure.variables).length > 0) {
          const { variables } = failure;
          await submit(job, { type: 'setVariables', scope: job.elementInstanceKey, variables, local: true }, null);
        }
        await failJobAttempt(database.pool, job, failure);
        return;
      }
      const { message, variables } = failure;
      await submit(job, { type: 'failJob', job: jobKey, message, variables }, idempotencyKey);
    },
    async throwError(jobKey, error, idempotencyKey) {
      const job = await open(jobKey);
      await submit(job, { type: 'throwJobError', job: jobKey, ...error }, idempotencyKey);
    },
    async update(jobKey, { retries, timeoutMs }) {
      const job = await findOr404(database, jobKey);
      if (job.state === 'completed' || job.state === 'cancelled')
        throw new ApiProblem(404, 'job.notFound', { key: jobKey });
      if (timeoutMs !== null && !(await setJobDeadline(database.pool, jobKey, timeoutMs))) {
        throw new ApiProblem(409, 'job.finished', { key: jobKey, state: job.state.toUpperCase() });
      }
      if (retries === null) return;
      if (job.state === 'created' && job.execution === 'external') await setJobRetries(database.pool, job, retries);
      else await submit(job, { type: 'updateJobRetries', job: jobKey, retries }, null);
    },
  };
}

async function findOr404(database: Database, jobKey: string): Promise<JobState> {
  const job = await findJob(database.pool, jobKey);
  if (job === null) throw new ApiProblem(404, 'job.notFound', { key: jobKey });
  return job;
}

interface Notice {
  /** Forgets what came before: the caller is about to look. */
  reset(): void;
  wait(ms: number, gone: AbortSignal): Promise<void>;
  end(): void;
}

/** Remembers a notice that comes while the caller looks at the rows, so that none falls between looking and waiting. */
function listenFor(notifications: Notifications, type: string): Notice {
  let noticed = false;
  let wake: (() => void) | null = null;
  const notify = (): void => {
    noticed = true;
    wake?.();
  };
  const off = notifications.on('silkflow_jobs', (payload) => {
    if (payload === type.slice(0, 2000)) notify();
  });
  const offGap = notifications.onGap(notify);
  return {
    reset: () => {
      noticed = false;
    },
    async wait(ms, gone) {
      if (noticed) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        gone.addEventListener('abort', wake, { once: true });
      });
      wake = null;
    },
    end: () => {
      off();
      offGap();
    },
  };
}
