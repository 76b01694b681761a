import {
  ActivityCancellationType,
  CancellationScope,
  condition,
  defineSignal,
  isCancellation,
  scheduleActivity,
  scheduleLocalActivity,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import { commerceManifest } from '#activities/commerce/manifest.ts';
import type { ActivityInput, ActivityManifest, ActivityResult } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import { orderTypes } from './order-flow.ts';
import { tellWait } from './tell-wait.ts';

export const collectedSignal = 'collected';
const collected = defineSignal<[]>(collectedSignal);
const carrierSilenceMs = 24 * 60 * 60 * 1_000;
const manifests = new Map(commerceManifest.map((manifest) => [manifest.type, manifest]));

/**
 * Order to settlement on its straight path, as an expert would write it by hand: the same activities with the same options
 * and payloads, the same fork and join, the wait for the carrier's scan with its timer, nothing awaited without need. The
 * decision is a function here.
 */
export async function orderByHand(key: string, given: JsonObject): Promise<JsonObject> {
  let variables = given;
  let isCollected = false;
  setHandler(collected, () => {
    isCollected = true;
  });
  const run = async (type: string): Promise<void> => {
    const result = await call(type, inputOf(key, type, variables));
    if (result.kind !== 'completed') throw new Error(result.message);
    variables = { ...variables, ...result.variables };
  };
  const screen = async (): Promise<void> => {
    await run(orderTypes.screen);
    variables = { ...variables, disposition: dispositionOf(variables['screening']) };
    await run(orderTypes.quote);
  };
  await run(orderTypes.register);
  await Promise.all([run(orderTypes.reserve), screen(), run(orderTypes.hold)]);
  for (const type of [orderTypes.check, orderTypes.book, orderTypes.handOver, orderTypes.ship]) await run(type);
  await awaitScan(() => isCollected);
  for (const type of [orderTypes.beginSettlement, orderTypes.capture, orderTypes.post, orderTypes.close]) {
    await run(type);
  }
  return variables;
}

/** The rules of the decision `screening-disposition` that a new customer meets. */
function dispositionOf(screening: unknown): JsonObject {
  const score = typeof screening === 'object' && screening !== null && 'score' in screening ? screening.score : 1;
  if (typeof score === 'number' && score < 0.75) return { action: 'clear', priority: 0 };
  throw new Error('Only the straight path is written');
}

/** The carrier's scan, or a day of silence. */
async function awaitScan(isCollected: () => boolean): Promise<void> {
  await CancellationScope.cancellable(async () => {
    const silence = sleep(carrierSilenceMs).catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    });
    tellWait();
    await Promise.race([silence, condition(isCollected)]);
    CancellationScope.current().cancel();
  });
}

function call(type: string, input: ActivityInput): Promise<ActivityResult> {
  const manifest = manifests.get(type);
  if (manifest === undefined) throw new Error(`No activity has the type ${type}`);
  const { startToCloseMs: startToCloseTimeout, undo } = manifest;
  if (manifest.local === true) {
    return scheduleLocalActivity<ActivityResult>(type, [input], { startToCloseTimeout, retry: retryOf(manifest) });
  }
  return scheduleActivity<ActivityResult>(type, [input], {
    startToCloseTimeout,
    retry: retryOf(manifest),
    cancellationType: ActivityCancellationType[undo === true ? 'WAIT_CANCELLATION_COMPLETED' : 'TRY_CANCEL'],
  });
}

function retryOf({ retry }: ActivityManifest): Record<string, number> {
  if (retry === undefined) return {};
  return {
    ...(retry.maximumAttempts !== undefined && { maximumAttempts: retry.maximumAttempts }),
    initialInterval: retry.initialIntervalMs,
    backoffCoefficient: retry.backoffCoefficient,
    maximumInterval: retry.maximumIntervalMs,
  };
}

function inputOf(key: string, type: string, variables: JsonObject): ActivityInput {
  return {
    variables,
    headers: {},
    processInstanceKey: key,
    elementInstanceKey: `${key}-${type}`,
    elementId: type,
    processId: 'order-to-settlement',
    idempotencyKey: `${key}:${type}`,
    businessId: null,
  };
}
