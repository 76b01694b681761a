import type { ElementId } from '#engine/model/definition.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import { closeWaits } from '../behaviors/close-waits.ts';
import { nextListener } from '../behaviors/listeners.ts';
import { withdrawQuestions } from '../behaviors/questions.ts';
import { checkJoinsLater } from '../behaviors/recheck-joins.ts';
import { endHandler } from '../behaviors/compensation-handlers.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { takesTokens } from './scope.ts';
import { start } from './start.ts';

/** Ends an element before its time: its waits are withdrawn at once, then its children, then it. Does nothing twice. */
export function terminate(run: Run, key: Key): void {
  const instance = run.find(key);
  if (instance === undefined || instance.phase === 'terminating') return;
  run.write({ type: 'elementTerminating', key });
  if (instance.tokens > 0) run.dropTokens(key);
  closeWaits(run, instance);
  const element = run.element(instance.element);
  withdrawQuestions(run, element, instance);
  const mustWait = run.behaviorOf(instance).terminate?.(run, element, instance) === true;
  for (const child of Object.keys(instance.childKeys)) run.queue({ type: 'terminate', key: child });
  if (!mustWait && instance.children === 0 && instance.data.undo === undefined) finishTermination(run, instance);
}

/** Nothing of the element is left. What interrupted it goes on, and its scope hears of it. */
export function finishTermination(run: Run, instance: ElementInstance): void {
  const { interruption, thrown } = instance.data;
  const isCancelled = instance.scope === null && (thrown === undefined || thrown === null);
  if (isCancelled && nextListener(run, run.element(instance.element), instance, 'cancel')) return;
  run.write({ type: 'elementTerminated', key: instance.key });
  if (instance.scope === null) {
    run.write({ type: 'instanceEnded', status: 'terminated', result: null, thrown: thrown ?? null });
    return;
  }
  const scope = run.live(instance.scope);
  endHandler(run, instance);
  if (interruption !== undefined && interruption !== null && takesTokens(scope)) {
    start(run, interruption.element, scope.key, { data: { payload: interruption.payload } });
  }
  run.behaviorOf(scope).childEnded?.(run, run.element(scope.element), scope, instance, 'terminated');
  checkJoinsLater(run, scope);
}

/** An interrupting boundary event has come in: the host ends, then the event goes on in the host's scope (BND1). */
export function interrupt(run: Run, host: ElementInstance, boundary: ElementId, payload: JsonObject): void {
  run.write({ type: 'dataSet', key: host.key, data: { interruption: { element: boundary, payload } } });
  terminate(run, host.key);
}
