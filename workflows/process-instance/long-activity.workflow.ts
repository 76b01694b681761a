import { CancellationScope, getExternalWorkflowHandle, isCancellation, scheduleActivity } from '@temporalio/workflow';
import type { ActivityResult } from '#engine/contracts/activity.ts';
import { longActivityEndedSignal } from '#engine/contracts/wire/long-activity.ts';
import type { LongActivity, LongActivityEnded } from '#engine/contracts/wire/long-activity.ts';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import { activityOptions, undoOptions } from './activity-options.ts';
import { messageOf } from './failure-message.ts';

/**
 * One activity, then word of its end to the instance's workflow id, which stays the same over its runs. Cancelling this
 * workflow cancels the activity.
 */
export async function longActivity(long: LongActivity): Promise<void> {
  const ended: LongActivityEnded = { command: long.command, outcome: await outcomeOf(long) };
  await CancellationScope.nonCancellable(async () => {
    const instance = getExternalWorkflowHandle(processInstanceWorkflowId(long.instance));
    // An instance that is gone does not hear it, and need not.
    await instance.signal<[LongActivityEnded]>(longActivityEndedSignal, ended).catch(() => undefined);
  });
}

async function outcomeOf({ manifest, undo, retries, input }: LongActivity): Promise<LongActivityEnded['outcome']> {
  const name = undo ? `${manifest.type}.undo` : manifest.type;
  const options = undo ? undoOptions(manifest) : activityOptions(manifest, retries);
  try {
    return { kind: 'answered', result: await scheduleActivity<ActivityResult>(name, [input], options) };
  } catch (error) {
    return isCancellation(error) ? { kind: 'cancelled' } : { kind: 'failed', message: messageOf(error) };
  }
}
