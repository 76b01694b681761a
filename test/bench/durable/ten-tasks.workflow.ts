import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { ActivityFunction, ActivityInput } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import { tenTaskOptions, tenTaskTypes } from './ten-tasks.ts';

/** The ten-task flow as an expert would write it by hand: the same activities, options and payloads as the diagram's. */
export async function tenTasksByHand(key: string, variables: JsonObject): Promise<JsonObject> {
  return inTurn(proxyActivities<Record<string, ActivityFunction>>(tenTaskOptions), key, variables);
}

/** The same with local activities. */
export async function tenLocalTasksByHand(key: string, variables: JsonObject): Promise<JsonObject> {
  return inTurn(proxyLocalActivities<Record<string, ActivityFunction>>(tenTaskOptions), key, variables);
}

async function inTurn(
  activities: Readonly<Record<string, ActivityFunction>>,
  key: string,
  given: JsonObject,
): Promise<JsonObject> {
  let variables = given;
  for (const [index, type] of tenTaskTypes.entries()) {
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
