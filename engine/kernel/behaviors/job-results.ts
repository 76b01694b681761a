import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { IncidentType } from '../contract/event.ts';
import type { Key } from '../contract/state.ts';
import type { JobWait } from '../contract/wait.ts';
import type { Run } from '../run.ts';
import { carryOutAdHocResult, readAdHocResult } from './ad-hoc-results.ts';
import { throwError } from './errors.ts';
import { raiseIncident } from './incidents.ts';
import { takeListenerResult } from './task-listeners.ts';
import { endPart } from './throw-parts.ts';
import { mergeUpwards, setAllLocal } from './variables.ts';
import { say } from '../words/say.ts';

/** The job is done: its element completes, or the listener's element goes on (JOB2). */
export function completeJob(run: Run, key: Key, job: JobWait, variables: JsonObject, result?: Json): void {
  resolveIncidentsOf(run, key, job);
  run.write({ type: 'jobCompleted', key, variables });
  if (job.jobKind === 'executionListener') {
    // What a start listener brings is the element's own, like its inputs; an end listener's is its scope's own (LSN2).
    const { scope } = run.live(job.elementInstance);
    const isOwn = job.listenerEvent !== 'end' || scope === null;
    setAllLocal(run, isOwn ? job.elementInstance : scope, variables);
    run.queue({ type: 'listened', key: job.elementInstance });
    return;
  }
  if (job.jobKind === 'taskListener') return takeListenerResult(run, job, result);
  if (job.jobKind === 'adHocSubProcess') {
    mergeUpwards(run, job.elementInstance, variables);
    carryOutAdHocResult(run, run.live(job.elementInstance), readAdHocResult(result));
    return;
  }
  endPart(run, job.elementInstance);
}

/** Out of retries: an incident on the element; the variables that came are local to it (JOB3). */
export function failJob(run: Run, key: Key, job: JobWait, message: string, variables: JsonObject): void {
  const instance = run.live(job.elementInstance);
  setAllLocal(run, instance.key, variables);
  run.write({ type: 'jobFailed', key, message });
  const incident = incidentOf(job);
  raiseIncident(run, instance, { incident, message }, { type: 'retryJob', job: key }, key);
}

/** A BPMN error from a job; uncaught it is an incident, and resolving that puts the job back to work (ERR3). */
export function throwJobError(
  run: Run,
  key: Key,
  job: JobWait,
  error: { readonly code: string; readonly message: string; readonly variables: JsonObject },
): void {
  const instance = run.live(job.elementInstance);
  run.write({ type: 'jobErrorThrown', key, ...error });
  if (throwError(run, instance, error.code, error.variables)) return;
  const { code } = error;
  const { element } = instance;
  const message =
    error.message === ''
      ? say('error.uncaught', { code, element })
      : say('error.uncaughtWithMessage', { code, element, message: error.message });
  raiseIncident(run, instance, { incident: 'UNHANDLED_ERROR_EVENT', message }, { type: 'retryJob', job: key }, key);
}

function resolveIncidentsOf(run: Run, key: Key, job: JobWait): void {
  const owner = run.live(job.elementInstance);
  for (const wait of Object.keys(owner.waitKeys)) {
    const one = run.state.waits[wait];
    if (one?.kind === 'incident' && one.job === key) run.write({ type: 'incidentResolved', key: wait });
  }
}

function incidentOf({ jobKind }: JobWait): IncidentType {
  switch (jobKind) {
    case 'bpmnElement':
      return 'JOB_NO_RETRIES';
    case 'executionListener':
      return 'EXECUTION_LISTENER_NO_RETRIES';
    case 'taskListener':
      return 'TASK_LISTENER_NO_RETRIES';
    case 'adHocSubProcess':
      return 'AD_HOC_SUB_PROCESS_NO_RETRIES';
  }
}
