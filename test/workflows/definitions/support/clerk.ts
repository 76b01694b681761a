import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { Shop } from './shop.ts';

const found = z.object({ items: z.array(z.object({ userTaskKey: z.string(), elementId: z.string() })) });

/** What the clerk says to each kind of task. */
const answers: Readonly<Record<string, JsonObject>> = {
  Task_ReviewMatch: { decision: 'clear', reason: 'another person' },
  Task_Classify: {
    decision: 'answer',
    hsCode: '392410',
    origin: 'CN',
    weightGrams: 300,
    dutyPercent: 6.5,
    applyToAll: true,
  },
  Task_ResolveHold: { action: 'supply-documents', note: 'invoice attached' },
  Task_Approve: { approved: 'yes' },
  Task_ApproveSecond: { approved: 'yes' },
  Task_Chase: { action: 'wait' },
};

/** A person who works off every open task until told to stop; the elements that were done come back. */
export function startClerk(shop: Shop): { readonly done: string[]; readonly stop: () => Promise<void> } {
  const done: string[] = [];
  let working = true;
  const work = async (): Promise<void> => {
    while (working) {
      await sleep(300);
      // While the worker is down the API answers 503 or 504, and a task may be gone when its answer arrives.
      await workOff(shop, done).catch(() => undefined);
    }
  };
  const finished = work();
  return {
    done,
    stop: async () => {
      working = false;
      await finished;
    },
  };
}

async function workOff(shop: Shop, done: string[]): Promise<void> {
  const body = { filter: { state: 'CREATED' }, page: { limit: 50 } };
  const { items } = found.parse(await shop.post('/v2/user-tasks/search', body));
  for (const { userTaskKey, elementId } of items) {
    const variables = answers[elementId];
    if (variables === undefined) throw new Error(`the clerk does not know ${elementId}`);
    await shop.post(`/v2/user-tasks/${userTaskKey}/completion`, { variables });
    done.push(elementId);
  }
}
