import { ApiProblem } from '#engine/server/problems/index.ts';
import { type Database, transaction } from '#engine/store/database.ts';
import type { KeyLease } from '#engine/store/definitions/index.ts';
import {
  expireMessages,
  findEndedStartLocks,
  type Publication,
  type Published,
  publishMessage,
  startNext,
} from '#engine/store/messages/index.ts';
import type { RequestDelivery } from './request-delivery.ts';
import type { Starter } from './starter.ts';

type Delivered = Extract<Published, { kind: 'published' }>;

/** The inbox as a caller sees it (design decision D7). */
export interface Messages {
  /** Throws 409 for a message whose id, name and key are still buffered. */
  publish(publication: Publication): Promise<Delivered>;
  /** Expires messages and lets the next buffered one start an instance where a start lock has become free. */
  sweep(isClosed: (instanceKey: string) => Promise<boolean>): Promise<void>;
}

export function createMessages(parts: {
  readonly database: Database;
  readonly keys: KeyLease;
  readonly starter: Starter;
  readonly delivery: RequestDelivery;
}): Messages {
  const { database, keys, starter, delivery } = parts;

  return {
    async publish(publication) {
      const published = await publishMessage(database, keys, publication);
      if (published.kind === 'duplicate') {
        const { name, messageId } = publication;
        throw new ApiProblem(409, 'message.duplicate', { name, messageId: messageId ?? '' });
      }
      for (const request of published.deliveries) delivery.bring(request);
      await Promise.all(published.started.map((key) => starter.bring(key)));
      return published;
    },
    async sweep(isClosed) {
      await expireMessages(database.pool);
      for (const lock of await findEndedStartLocks(database.pool)) {
        if (!(await isClosed(lock.instanceKey))) continue;
        for (const key of await transaction(database, (tx) => startNext(tx, keys, lock))) void starter.bring(key);
      }
    },
  };
}
