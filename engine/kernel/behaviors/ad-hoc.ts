import type { JsonObject } from '#engine/contracts/json.ts';
import type { Element, ElementId } from '#engine/model/definition.ts';
import { type Attempt, done } from '../attempt.ts';
import type { Completion } from '../behavior.ts';
import type { Job } from '../contract/event.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { evaluateBoolean, evaluateExpression } from './expressions.ts';
import { closeWait } from './close-waits.ts';
import { createJob, planJob } from './jobs.ts';
import { setAllLocal } from './variables.ts';

/** Starts one element of an ad-hoc subprocess in an inner instance that holds these variables. */
export function activateInside(run: Run, adHoc: ElementInstance, element: ElementId, variables: JsonObject): void {
  const key = run.newKey();
  run.write({
    type: 'elementActivating',
    key,
    element: adHoc.element,
    kind: 'adHocInnerInstance',
    scope: adHoc.key,
    data: { startAt: [element] },
  });
  setAllLocal(run, key, variables);
  run.queue({ type: 'activate', key });
}

/**
 * An inner flow is over: its output is collected and the completion condition asked, as the ad-hoc subprocess sees it since
 * flag 14 of `currentFlags` (ADH2, ADH4).
 */
export function decideAdHoc(run: Run, element: Element, inner: ElementInstance): Attempt<Completion> {
  const adHoc = inner.scope === null ? undefined : run.find(inner.scope);
  if (element.kind !== 'adHocSubProcess' || adHoc === undefined) return done({});
  const output = element.outputElement === null ? null : evaluateExpression(run, element.outputElement, inner.key);
  if (output !== null && !output.ok) return output;
  const asked = run.state.flags.includes(14) ? adHoc.key : inner.key;
  const holds =
    element.completionCondition === null ? done(false) : evaluateBoolean(run, element.completionCondition, asked);
  if (!holds.ok) return holds;
  const index = adHoc.multiInstance?.outputs.length ?? 0;
  // Its job may have said before that nothing more is to come (flag 16, see `currentFlags`).
  const isDone = holds.value || (adHoc.data.fulfilled === true && run.state.flags.includes(16));
  const next = element.job === null || isDone ? null : planNextJob(run, element, adHoc);
  if (next !== null && !next.ok) return next;
  return done({
    after: () => {
      if (output !== null) run.write({ type: 'itemCollected', body: adHoc.key, index, value: output.value });
      if (holds.value) fulfil(run, adHoc, element.cancelRemainingInstances, inner.key);
      else if (next !== null) {
        for (const key of openJobsOf(run, adHoc)) closeJobOf(run, adHoc, key);
        createAdHocJob(run, next.value);
      }
    },
  });
}

/** The ad-hoc subprocess is to complete: once its inner instances have ended, or by ending them. */
export function fulfil(run: Run, adHoc: ElementInstance, cancelsRemaining: boolean, except: Key | null): void {
  run.write({ type: 'dataSet', key: adHoc.key, data: { fulfilled: true } });
  if (cancelsRemaining) {
    for (const child of Object.keys(adHoc.childKeys)) {
      if (child !== except) run.queue({ type: 'terminate', key: child });
    }
  }
  if (adHoc.children === 0) run.queue({ type: 'complete', key: adHoc.key });
}

function planNextJob(run: Run, element: Element, adHoc: ElementInstance): Attempt<Job> | null {
  if (element.kind !== 'adHocSubProcess' || element.job === null) return null;
  // What is to come next is decided anew, by who sees what has come of it; before flag 15 (`currentFlags`) the old job stayed.
  if (openJobsOf(run, adHoc).length > 0 && !run.state.flags.includes(15)) return null;
  return planJob(run, element.job, adHoc, { kind: 'adHocSubProcess', listenerEvent: null });
}

function openJobsOf(run: Run, adHoc: ElementInstance): readonly Key[] {
  return Object.keys(adHoc.waitKeys).filter((key) => run.state.waits[key]?.kind === 'job');
}

/** The job goes, and with it the incident that it may have. */
function closeJobOf(run: Run, adHoc: ElementInstance, job: Key): void {
  for (const key of Object.keys(adHoc.waitKeys)) {
    const wait = run.state.waits[key];
    if (wait === undefined) continue;
    if (key === job || (wait.kind === 'incident' && wait.job === job)) closeWait(run, key, wait);
  }
}

/** The job that decides what runs next in an ad-hoc subprocess; a new one follows each inner flow (ADH5). */
export function createAdHocJob(run: Run, job: Job): void {
  createJob(run, job);
}
