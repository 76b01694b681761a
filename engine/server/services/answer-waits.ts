import { EventEmitter } from 'node:events';
import type { RequestAnswer } from '#engine/contracts/wire/process-instance.ts';
import type { Database } from '#engine/store/database.ts';
import { readRequest } from '#engine/store/requests/index.ts';
import type { Notifications } from './notifications.ts';
import type { RequestDelivery } from './request-delivery.ts';

/** Callers of this server who wait for the answers to requests, whichever server got them. */
export interface AnswerWaits {
  /** The answer in time, or null. `start` runs once the waiting has begun, so that no answer falls between. */
  wait(requestId: string, patienceMs: number, start: () => Promise<void>): Promise<RequestAnswer | null>;
  /** For a request that others may have answered: tells those who wait for it. */
  look(requestId: string): Promise<void>;
}

export function createAnswerWaits(parts: {
  readonly database: Database;
  readonly notifications: Notifications;
  readonly delivery: RequestDelivery;
}): AnswerWaits {
  const { database, notifications, delivery } = parts;
  /** By request: a caller who asks again waits beside the first. */
  const answers = new EventEmitter<Record<string, [RequestAnswer]>>().setMaxListeners(0);

  async function look(id: string): Promise<void> {
    const known = await readRequest(database.pool, id);
    if (known.kind === 'answered') answers.emit(id, known.answer);
  }

  delivery.onAnswer((answer) => answers.emit(answer.id, answer));
  notifications.on('silkflow_answers', (id) => {
    if (answers.listenerCount(id) > 0) look(id).catch(() => undefined);
  });

  return {
    look,
    async wait(id, patienceMs, start) {
      let resolve: (answer: RequestAnswer | null) => void = () => undefined;
      const answered = new Promise<RequestAnswer | null>((known) => (resolve = known));
      const patience = setTimeout(resolve, patienceMs, null);
      answers.on(id, resolve);
      try {
        await start();
        return await answered;
      } finally {
        clearTimeout(patience);
        answers.off(id, resolve);
      }
    },
  };
}
