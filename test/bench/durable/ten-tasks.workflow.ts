import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { ActivityFunction, ActivityInput } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import { tenTaskOptions, tenTaskTypes } from './ten-tasks.ts';

type Activities = Readonly<Record<string, ActivityFunction>>;

/** The ten-task flow as an expert would write it by hand: the same activities, options and payloads as the diagram's. */
export async function tenTasksByHand(key: string, variables: JsonObject): Promise<JsonObject> {
  return inTurn(proxyActivities<Activities>(tenTaskOptions), tenTaskTypes.remote, key, variables);
}

/** The same with local activities. */
export async function tenLocalTasksByHand(key: string, variables: JsonObject): Promise<JsonObject> {
  return inTurn(proxyLocalActivities<Activities>(tenTaskOptions), tenTaskTypes.local, key, variables);
}

async function inTurn(
  activities: Activities,
  types: readonly string[],
  key: string,
  given: JsonObject,
): Promise<JsonObject> {
  let variables = given;
  for (const [index, type] of types.entries()) {
    const input: ActivityInput = {
      variables,
      headers: {},
      processInstanceKey: key,
      elementInstanceKey: `${key}${index}`,
      elementId: `task_${index}`,
      processId: 'ten-tasks',
      idempotencyKey: `${key}:${index}`,
      businessId: null,
    };
    const result = await activities[type]?.(input);
    if (result?.kind === 'completed') variables = { ...variables, ...result.variables };
  }
  return variables;
}
