import type { Json, JsonObject } from '#engine/contracts/json.ts';
import { readListenerResult } from '../behaviors/task-listener-results.ts';
import { openTaskOf } from '../behaviors/task-listener-view.ts';
import type { Problem } from '../contract/outcome.ts';
import type { JobWait } from '../contract/wait.ts';
import type { Run } from '../run.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/** Only these can be refused; a task that comes or goes cannot (Zeebe). */
const deniable: readonly string[] = ['assigning', 'updating', 'completing'];

/** What a task listener may not answer (TSL4). */
export function checkListenerResult(
  run: Run,
  job: JobWait,
  variables: JsonObject,
  result: Json | undefined,
): readonly Problem[] {
  const event = job.listenerEvent ?? '';
  const { denied, corrections } = readListenerResult(result);
  if (Object.keys(variables).length > 0) {
    return refuse('INVALID_ARGUMENT', 'taskListener.variables', sayNo('taskListener.variables'), { event });
  }
  if (denied && !deniable.includes(event)) {
    const message = sayNo('taskListener.cannotDeny', { event, deniable: deniable.join(', ') });
    return refuse('INVALID_ARGUMENT', 'taskListener.cannotDeny', message, { event });
  }
  if (denied && Object.keys(corrections).length > 0) {
    const message = sayNo('taskListener.deniesAndCorrects');
    return refuse('INVALID_ARGUMENT', 'taskListener.deniesAndCorrects', message, { event });
  }
  if (event === 'creating' && corrections.assignee !== undefined && hasAssignee(run, job)) {
    const message = sayNo('taskListener.assigneeGiven');
    return refuse('INVALID_ARGUMENT', 'taskListener.assigneeGiven', message, { event });
  }
  return accepted;
}

function hasAssignee(run: Run, job: JobWait): boolean {
  const wait = openTaskOf(run.state, run.live(job.elementInstance))?.wait;
  return wait !== undefined && (wait.task.assignee !== null || wait.pending?.assigns !== undefined);
}
