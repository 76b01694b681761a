import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { World } from './world.ts';

const tasks = z.object({ items: z.array(z.object({ userTaskKey: z.string(), elementId: z.string() })) });

/** What people say to each kind of task. */
const replies: Readonly<Record<string, JsonObject>> = {
  Task_ReviewMatch: { decision: 'clear', reason: 'another person' },
  Task_Classify: { decision: 'answer', hsCode: '392410', origin: 'CN', weightGrams: 300, applyToAll: true },
  Task_ResolveHold: { action: 'supply-documents', note: 'invoice attached' },
  Task_Approve: { approved: 'yes' },
  Task_ApproveSecond: { approved: 'yes' },
  Task_Chase: { action: 'wait' },
  drill_ask: { said: true },
};

/** What the API has told them, by user task. */
export interface Told {
  readonly accepted: Set<string>;
  /** 404 or 409: the task was gone, or not there. */
  readonly refused: Set<string>;
  /** No answer, or 5xx: it may have been taken. */
  readonly unanswered: Set<string>;
}

/** People who work off every open task until told to stop. They remember each answer, to be held against the end. */
export function startPeople(world: World): { readonly told: Told; readonly stop: () => Promise<void> } {
  const told: Told = { accepted: new Set(), refused: new Set(), unanswered: new Set() };
  let working = true;
  const work = async (): Promise<void> => {
    while (working) {
      await sleep(300);
      await workOff(world, told);
    }
  };
  const finished = work();
  return {
    told,
    stop: async () => {
      working = false;
      await finished;
    },
  };
}

async function workOff(world: World, told: Told): Promise<void> {
  const found = await world.post('/v2/user-tasks/search', { filter: { state: 'CREATED' }, page: { limit: 50 } });
  if (found === null || found.status !== 200) return;
  for (const { userTaskKey, elementId } of tasks.parse(found.body).items) {
    const variables = replies[elementId];
    if (variables === undefined) throw new Error(`nobody knows what to say to ${elementId}`);
    const answer = await world.post(`/v2/user-tasks/${userTaskKey}/completion`, { variables });
    if (answer === null) told.unanswered.add(userTaskKey);
    else if (answer.status < 300) told.accepted.add(userTaskKey);
    else if (answer.status === 404 || answer.status === 409) told.refused.add(userTaskKey);
  }
}
