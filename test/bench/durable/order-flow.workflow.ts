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
import type { ActivityOptions } from '@temporalio/workflow';
import type { ActivityInput, ActivityManifest, ActivityResult } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import { orderTypes } from './order-flow.ts';
import type { OrderOptions } from './order-flow.ts';

export const collectedSignal = 'collected';
const collected = defineSignal<[]>(collectedSignal);
const carrierSilenceMs = 24 * 60 * 60 * 1_000;

/**
 * Order to settlement on its straight path, as an expert would write it by hand: the same activities with the same options
 * and payloads, the same fork and join, the wait for the carrier's scan with its timer, nothing awaited without need.
 */
export async function orderByHand(key: string, given: JsonObject, { manifests }: OrderOptions): Promise<JsonObject> {
  let variables = given;
  let isCollected = false;
  setHandler(collected, () => {
    isCollected = true;
  });
  const run = async (type: string): Promise<void> => {
    const result = await call(manifests[type] ?? { type, startToCloseMs: 10_000 }, inputOf(key, type, variables));
    if (result.kind !== 'completed') throw new Error(result.message);
    variables = { ...variables, ...result.variables };
  };
  await run(orderTypes.register);
  await Promise.all([
    run(orderTypes.reserve),
    run(orderTypes.screen).then(() => run(orderTypes.quote)),
    run(orderTypes.hold),
  ]);
  for (const type of [orderTypes.check, orderTypes.book, orderTypes.handOver, orderTypes.ship]) await run(type);
  await awaitScan(() => isCollected);
  for (const type of [orderTypes.beginSettlement, orderTypes.capture, orderTypes.post, orderTypes.close]) {
    await run(type);
  }
  return variables;
}

/** The carrier's scan, or a day of silence. */
async function awaitScan(isCollected: () => boolean): Promise<void> {
  await CancellationScope.cancellable(async () => {
    const silence = sleep(carrierSilenceMs).catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    });
    await Promise.race([silence, condition(isCollected)]);
    CancellationScope.current().cancel();
  });
}

function call(manifest: ActivityManifest, input: ActivityInput): Promise<ActivityResult> {
  const { retry } = manifest;
  const options: ActivityOptions = {
    startToCloseTimeout: manifest.startToCloseMs,
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    ...(retry && {
      retry: {
        ...(retry.maximumAttempts !== undefined && { maximumAttempts: retry.maximumAttempts }),
        initialInterval: retry.initialIntervalMs,
        backoffCoefficient: retry.backoffCoefficient,
        maximumInterval: retry.maximumIntervalMs,
      },
    }),
  };
  return manifest.local === true
    ? scheduleLocalActivity<ActivityResult>(manifest.type, [input], {
        startToCloseTimeout: manifest.startToCloseMs,
        ...(options.retry && { retry: options.retry }),
      })
    : scheduleActivity<ActivityResult>(manifest.type, [input], options);
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
