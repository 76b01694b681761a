import type { ElementId } from '#engine/model/definition.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { JobWait, Wait } from '../contract/wait.ts';
import type { Run } from '../run.ts';
import { askUndo } from './undo.ts';

/** Withdraws all that the instance waits for: it completes or is interrupted. */
export function closeWaits(run: Run, instance: ElementInstance): void {
  for (const key of Object.keys(instance.waitKeys)) {
    const wait = run.state.waits[key];
    if (wait !== undefined && !outlives(run, instance, wait)) closeWait(run, key, wait);
  }
}

/** A task with `canceling` listeners stays until they have run (TSL5). */
function outlives(run: Run, instance: ElementInstance, wait: Wait): boolean {
  if (wait.kind !== 'userTask' || instance.phase !== 'terminating') return false;
  const element = run.element(wait.element);
  return element.kind === 'userTask' && element.taskListeners.some(({ eventType }) => eventType === 'canceling');
}

export function closeWait(run: Run, key: Key, wait: Wait): void {
  switch (wait.kind) {
    case 'job':
      return closeJob(run, key, wait);
    case 'userTask':
      return run.write({ type: 'userTaskCancelled', key });
    case 'timer':
      run.write({ type: 'timerCancelled', key });
      return run.withdraw(wait.command);
    case 'message':
      return run.write({ type: 'messageUnsubscribed', key });
    case 'signal':
      return run.write({ type: 'signalUnsubscribed', key });
    case 'condition':
      return run.write({ type: 'conditionUnsubscribed', key });
    case 'incident':
      return run.write({ type: 'incidentResolved', key });
    case 'compensation':
      return run.write({ type: 'compensationDropped', key });
  }
}

/** Closes the subscriptions and timers of these catching elements; jobs and incidents stay. */
export function closeCatchers(run: Run, owner: ElementInstance, isMeant: (catcher: ElementId) => boolean): void {
  for (const key of Object.keys(owner.waitKeys)) {
    const wait = run.state.waits[key];
    if (wait === undefined || !isMeant(wait.element)) continue;
    if (wait.kind === 'timer' || wait.kind === 'message' || wait.kind === 'signal' || wait.kind === 'condition') {
      closeWait(run, key, wait);
    }
  }
}

function closeJob(run: Run, key: Key, job: JobWait): void {
  const undoes = run.linked.definition.activities[job.type]?.undo === true;
  run.write({ type: 'jobCancelled', key });
  if (undoes && job.attempt > 0 && job.state !== 'errorThrown') return askUndo(run, key, job);
  if (job.command !== null) run.withdraw(job.command);
}
