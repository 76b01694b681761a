import { randomUUID } from 'node:crypto';
import type { RequestAnswer } from '#engine/contracts/wire/process-instance.ts';
import type { Operation } from '#engine/kernel/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import type { Database } from '#engine/store/database.ts';
import { readInstanceState } from '#engine/store/instances/index.ts';
import { insertRequest, readRequest, withdrawRequest } from '#engine/store/requests/index.ts';
import type { InsertedRequest, NewRequest } from '#engine/store/requests/index.ts';
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

/** What the row of a new request is to carry. */
export interface Ticket {
  readonly id: string;
  /** A task of the instance that starts later leaves the request alone. */
  readonly expiresAt: Date;
}

export interface WrittenRequest {
  readonly request: NewRequest;
  readonly inserted: InsertedRequest;
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
   * As `submit`, of a request whose row the caller writes as sent, together with what else he has to look at. Nothing is
   * asked of the instance when `write` throws.
   */
  submitWritten(write: (ticket: Ticket) => Promise<WrittenRequest>): Promise<void>;
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

  async function submitWritten(write: (ticket: Ticket) => Promise<WrittenRequest>): Promise<void> {
    const ticket: Ticket = { id: randomUUID(), expiresAt: new Date(Date.now() + takenUntilMs) };
    const { request, inserted } = await write(ticket);
    const { instanceKey, idempotencyKey } = request;
    if (inserted.kind === 'conflict') {
      throw new ApiProblem(409, 'request.idempotencyKey', { key: idempotencyKey ?? '' });
    }
    const awaited = inserted.kind === 'repeated' ? inserted.id : ticket.id;
    const answer = await waits.wait(awaited, patienceMs, async () => {
      if (inserted.kind === 'new') {
        delivery.bring(request);
      } else {
        delivery.deliver(instanceKey);
        await waits.look(awaited);
      }
    });
    throwIfRefused(answer ?? (await settle(awaited, instanceKey)));
  }

  return {
    submitWritten,
    submit(submission) {
      return submitWritten(async (ticket) => {
        const request = { ...submission, ...ticket };
        return { request, inserted: await insertRequest(database.pool, request, 'sent') };
      });
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
