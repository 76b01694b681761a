import type { Json, JsonObject } from '#engine/contracts/json.ts';
import { readAdHocResult } from '../behaviors/ad-hoc-results.ts';
import type { Problem } from '../contract/outcome.ts';
import type { JobWait } from '../contract/wait.ts';
import type { Run } from '../run.ts';
import { refuseUnknown } from './activate-ad-hoc.ts';
import { checkListenerResult } from './check-listener-result.ts';
import { accepted } from './refuse.ts';

/** What a job may answer, be it a worker's or an activity's: elements that can be started, decisions that can be taken. */
export function checkJobResult(
  run: Run,
  job: JobWait,
  variables: JsonObject,
  result: Json | undefined,
): readonly Problem[] {
  const owner = run.element(job.element);
  if (job.jobKind === 'adHocSubProcess' && owner.kind === 'adHocSubProcess') {
    const named = readAdHocResult(result).activateElements.map(({ elementId }) => elementId);
    return refuseUnknown(run, owner, named);
  }
  return job.jobKind === 'taskListener' ? checkListenerResult(run, job, variables, result) : accepted;
}
