import { ActivityCancellationType } from '@temporalio/workflow';
import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';
import type { ActivityManifest } from '#engine/contracts/activity.ts';

/** An activity that may last longer than this runs in a workflow of its own, so that continue-as-new need not wait for it. */
export const longestDrainMs = 10 * 60 * 1_000;

/** How often a failing `undo` is tried before a person must look. */
const undoAttempts = 10;

/** `retries` is the element's, used when the manifest does not say. */
export function activityOptions(manifest: ActivityManifest, retries: number): ActivityOptions {
  return {
    ...(manifest.taskQueue === undefined ? {} : { taskQueue: manifest.taskQueue }),
    ...(manifest.heartbeatMs === undefined ? {} : { heartbeatTimeout: manifest.heartbeatMs }),
    startToCloseTimeout: manifest.startToCloseMs,
    retry: retryPolicy(manifest, manifest.retry?.maximumAttempts ?? retries),
    // An activity that can be undone may have done its work when it is interrupted: only its end tells.
    cancellationType: manifest.undo === true ? waitForEnd : ActivityCancellationType.TRY_CANCEL,
  };
}

export function undoOptions(manifest: ActivityManifest): ActivityOptions {
  return { ...activityOptions(manifest, undoAttempts), retry: retryPolicy(manifest, undoAttempts) };
}

export function localActivityOptions(manifest: ActivityManifest, retries: number): LocalActivityOptions {
  return {
    startToCloseTimeout: manifest.startToCloseMs,
    retry: retryPolicy(manifest, manifest.retry?.maximumAttempts ?? retries),
    // Longer waits between attempts become timers: the workflow task is not held open for them.
    localRetryThreshold: '5 seconds',
    cancellationType: manifest.undo === true ? waitForEnd : ActivityCancellationType.TRY_CANCEL,
  };
}

/** The engine's own: for ever, since only an outage of the database makes them fail. */
export const runtimeOptions: LocalActivityOptions = {
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
  localRetryThreshold: '5 seconds',
};

const waitForEnd = ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;

function retryPolicy(manifest: ActivityManifest, maximumAttempts: number): NonNullable<ActivityOptions['retry']> {
  const { retry } = manifest;
  return {
    maximumAttempts: Math.max(1, maximumAttempts),
    ...(retry === undefined
      ? {}
      : {
          initialInterval: retry.initialIntervalMs,
          backoffCoefficient: retry.backoffCoefficient,
          maximumInterval: retry.maximumIntervalMs,
        }),
  };
}
