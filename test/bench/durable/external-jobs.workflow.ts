import { condition, defineUpdate, setHandler } from '@temporalio/workflow';
import type { JsonObject } from '#engine/contracts/json.ts';
import { tenTaskTypes } from './ten-tasks.ts';

export const completeTaskUpdate = 'completeTask';
const completeTask = defineUpdate<void, [JsonObject]>(completeTaskUpdate);

/** Ten tasks that somebody outside does, as an expert would write it by hand: the flow waits for ten updates in turn. */
export async function tenUpdatesByHand(_key: string, given: JsonObject): Promise<JsonObject> {
  let variables = given;
  let done = 0;
  setHandler(completeTask, (result) => {
    variables = { ...variables, ...result };
    done += 1;
  });
  for (const index of tenTaskTypes.remote.keys()) {
    await condition(() => done > index);
  }
  return variables;
}
