import { randomUUID } from 'node:crypto';
import type { RequestAnswer } from '#engine/contracts/wire/process-instance.ts';
import type { Operation } from '#engine/kernel/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import type { Database } from '#engine/store/database.ts';
import { readInstanceState } from '#engine/store/instances/index.ts';
import { insertRequest, readRequest, withdrawRequest } from '#engine/store/requests/index.ts';
import { createAnswerWaits } from './answer-waits.ts';
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
  /**
   * As `submit`, but without a row: for what is asked again by itself when this server dies meanwhile (a worker whose job's
   * lock runs out). Throws 504 when there is no answer within 10 s; then it is open whether it was done.
   */
  ask(asked: Pick<Submission, 'instanceKey' | 'operation'>): Promise<void>;
  /** Waits for the answer to a request that was written elsewhere (a message on its way); throws as `submit` does. */
  settled(requestId: string): Promise<void>;
}

/** How long a caller waits. */
const patienceMs = 10_000;
/** A task of the instance that starts later than this leaves the request alone, so that withdrawing it is safe. */
const takenUntilMs = 9_000;

export function createRequests(parts: {
  readonly database: Database;
  readonly notifications: Notifications;
  readonly delivery: RequestDelivery;
}): Requests {
  const { database, delivery } = parts;
  const waits = createAnswerWaits(parts);

  async function settle(id: string, instanceKey: string): Promise<RequestAnswer> {
    const seconds = patienceMs / 1000;
    const state = await readRequest(database.pool, id);
    if (state.kind === 'answered') return state.answer;
    if (await withdrawRequest(database, id)) {
      const trouble = (await readInstanceState(database.pool, instanceKey))?.trouble ?? null;
      if (trouble !== null) throw new ApiProblem(503, 'request.stuck', { seconds, trouble });
      throw new ApiProblem(503, 'request.withdrawn', { seconds });
    }
    const last = await readRequest(database.pool, id);
    if (last.kind === 'answered') return last.answer;
    throw new ApiProblem(504, 'request.pending', { requestId: id, seconds });
  }

  async function unanswered(key: string): Promise<ApiProblem> {
    const trouble = (await readInstanceState(database.pool, key))?.trouble ?? '';
    return new ApiProblem(504, 'request.unanswered', { key, seconds: patienceMs / 1000, trouble });
  }

  return {
    async submit(submission) {
      const request = { ...submission, id: randomUUID(), expiresAt: new Date(Date.now() + takenUntilMs) };
      const inserted = await insertRequest(database.pool, request, 'sent');
      const { instanceKey, idempotencyKey } = request;
      if (inserted.kind === 'conflict') {
        throw new ApiProblem(409, 'request.idempotencyKey', { key: idempotencyKey ?? '' });
      }
      const awaited = inserted.kind === 'repeated' ? inserted.id : request.id;
      const answer = await waits.wait(awaited, patienceMs, async () => {
        if (inserted.kind === 'new') {
          delivery.bring(request);
        } else {
          delivery.deliver(instanceKey);
          await waits.look(awaited);
        }
      });
      throwIfRefused(answer ?? (await settle(awaited, instanceKey)));
    },
    async ask(asked) {
      const request = { ...asked, id: randomUUID(), expiresAt: new Date(Date.now() + takenUntilMs) };
      const answer = await waits.wait(request.id, patienceMs, () => {
        delivery.bringUnwritten(request);
        return Promise.resolve();
      });
      if (answer === null) throw await unanswered(asked.instanceKey);
      throwIfRefused(answer);
    },
    async settled(requestId) {
      const answer = await waits.wait(requestId, patienceMs, () => waits.look(requestId));
      if (answer === null) throw new ApiProblem(504, 'request.pending', { requestId, seconds: patienceMs / 1000 });
      throwIfRefused(answer);
    },
  };
}

function throwIfRefused(answer: RequestAnswer): void {
  if (!answer.ok) throw kernelProblem(answer.problems);
}
