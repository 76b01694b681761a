import type { ElementInstance, Key } from '../contract/state.ts';
import type { JobWait } from '../contract/wait.ts';
import type { Run } from '../run.ts';

/**
 * The element of an activity that can be undone is interrupted (UND1). A running activity is asked to cancel and its answer
 * awaited, since a result may still come; one that failed may have done half its work. Either way the undo runs after it.
 */
export function askUndo(run: Run, job: Key, wait: JobWait): void {
  run.write({
    type: 'dataSet',
    key: wait.elementInstance,
    data: { undo: { job, activity: wait.type, attempt: 0 } },
  });
  if (wait.command === null) run.queue({ type: 'undo', key: wait.elementInstance });
  else run.recall(wait.command);
}

/** Runs the undo, with the same idempotency key as the activity. */
export function sendUndo(run: Run, instance: ElementInstance): void {
  const { undo } = instance.data;
  if (undo === undefined || undo === null) return;
  const attempt = undo.attempt + 1;
  run.write({ type: 'dataSet', key: instance.key, data: { undo: { ...undo, attempt } } });
  run.send({
    type: 'undoActivity',
    id: `${instance.key}:undoActivity:${undo.job}.${attempt}`,
    elementInstance: instance.key,
    job: undo.job,
    activity: undo.activity,
  });
}
