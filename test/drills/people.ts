import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';
import { startCrew } from './crew.ts';
import type { Crew } from './crew.ts';
import { nothingTold, remember, sendingVariable } from './told.ts';
import type { Told } from './told.ts';
import { lastWordsTask } from './work.ts';
import type { World } from './world.ts';

const tasks = z.object({ items: z.array(z.object({ userTaskKey: z.string(), elementId: z.string() })) });

/** What people say to each kind of task. */
const replies: Readonly<Record<string, JsonObject>> = {
  Task_ReviewMatch: { decision: 'clear', reason: 'another person' },
  // Whichever of these is asked for: an article, a country, a rate.
  Task_Classify: {
    decision: 'answer',
    hsCode: '392410',
    origin: 'CN',
    weightGrams: 300,
    applyToAll: true,
    country: 'DE',
    dutyPercent: 4,
  },
  Task_ResolveHold: { action: 'supply-documents', note: 'invoice attached' },
  Task_Approve: { approved: 'yes' },
  Task_ApproveSecond: { approved: 'yes' },
  Task_Chase: { action: 'wait' },
  drill_ask: { said: true },
};

/**
 * People who work off every open task until told to stop, and get in each other's way: of two who answer the same task, one
 * must be refused. They remember what each was told, to be held against the end.
 */
export function startPeople(world: World, names: readonly string[]): Crew & { readonly told: Told } {
  const told = nothingTold();
  const crew = startCrew(names, async (_name, round) => {
    await sleep(300);
    await workOff(world, told, round);
  });
  return { ...crew, told };
}

async function workOff(world: World, told: Told, round: string): Promise<void> {
  const found = await world.post('/v2/user-tasks/search', { filter: { state: 'CREATED' }, page: { limit: 50 } });
  if (found === null || found.status !== 200) return;
  for (const { userTaskKey, elementId } of tasks.parse(found.body).items) {
    if (elementId === lastWordsTask) continue;
    const reply = replies[elementId];
    if (reply === undefined) throw new Error(`nobody knows what to say to ${elementId}`);
    const id = `${round}-${userTaskKey}`;
    const variables = { ...reply, [sendingVariable]: id };
    remember(told, id, await world.post(`/v2/user-tasks/${userTaskKey}/completion`, { variables }));
  }
}
