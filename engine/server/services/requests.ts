import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { RequestAnswer } from '#engine/contracts/wire/process-instance.ts';
import type { Operation } from '#engine/kernel/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import type { Database } from '#engine/store/database.ts';
import { insertRequest, readRequest, withdrawRequest } from '#engine/store/requests/index.ts';
import { kernelProblem } from './kernel-problem.ts';
import type { Notifications } from './notifications.ts';
import type { RequestDelivery } from './request-delivery.ts';

export interface Submission {
  readonly instanceKey: string;
  readonly tenantId: string;
  readonly operation: Operation;
  readonly idempotencyKey: string | null;
}

/** Asks something of a running instance and waits for its answer (design decision D5). */
export interface Requests {
  /**
   * Resolves when the instance has done it and its rows are written. Throws an `ApiProblem`: what the instance refused it
   * for; 503 when nobody took it within 10 s and nothing was done; 504 when it was taken and its answer is still open (the
   * same idempotency key asks again).
   */
  submit(submission: Submission): Promise<void>;
}

/** How long a caller waits. */
const patienceMs = 10_000;
/** A task of the instance that starts later than this leaves the request alone, so that withdrawing it is safe. */
const takenUntilMs = 9_000;

export function createRequests(parts: {
  readonly database: Database;
  readonly notifications: Notifications;
  readonly delivery: RequestDelivery;
  readonly log: Logger;
}): Requests {
  const { database, notifications, delivery } = parts;
  const waiting = new Map<string, (answer: RequestAnswer) => void>();

  delivery.onAnswer((answer) => waiting.get(answer.id)?.(answer));
  notifications.on('silkflow_answers', (id) => {
    const answered = waiting.get(id);
    if (answered === undefined) return;
    void readRequest(database.pool, id)
      .then((state) => (state.kind === 'answered' ? answered(state.answer) : undefined))
      .catch(() => undefined);
  });

  async function settle(id: string): Promise<RequestAnswer> {
    const seconds = patienceMs / 1000;
    const state = await readRequest(database.pool, id);
    if (state.kind === 'answered') return state.answer;
    if (await withdrawRequest(database.pool, id)) throw new ApiProblem(503, 'request.withdrawn', { seconds });
    const last = await readRequest(database.pool, id);
    if (last.kind === 'answered') return last.answer;
    throw new ApiProblem(504, 'request.pending', { requestId: id, seconds });
  }

  return {
    async submit(submission) {
      const id: string = randomUUID();
      const now = Date.now();
      const answered = new Promise<RequestAnswer>((resolve) => waiting.set(id, resolve));
      const patience = new AbortController();
      let awaited = id;
      try {
        const inserted = await insertRequest(database.pool, {
          id,
          instanceKey: submission.instanceKey,
          tenantId: submission.tenantId,
          operation: submission.operation,
          idempotencyKey: submission.idempotencyKey,
          expiresAt: new Date(now + takenUntilMs),
        });
        if (inserted.kind === 'conflict') {
          throw new ApiProblem(409, 'request.idempotencyKey', { key: submission.idempotencyKey ?? '' });
        }
        if (inserted.kind === 'repeated') {
          awaited = inserted.id;
          const state = await readRequest(database.pool, awaited);
          if (state.kind === 'answered') return throwIfRefused(state.answer);
        }
        delivery.deliver(submission.instanceKey);
        const first = await Promise.race([
          answered,
          sleep(patienceMs, null, { signal: patience.signal }).catch(() => null),
        ]);
        throwIfRefused(first ?? (await settle(awaited)));
      } finally {
        patience.abort();
        waiting.delete(id);
      }
    },
  };
}

function throwIfRefused(answer: RequestAnswer): void {
  if (!answer.ok) throw kernelProblem(answer.problems);
}
