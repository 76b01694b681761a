import type { JsonObject } from '#engine/contracts/json.ts';
import type { FlowId } from '#engine/model/definition.ts';
import { done } from '../attempt.ts';
import type { Completion } from '../behavior.ts';
import { closeCatchers, closeWaits } from '../behaviors/close-waits.ts';
import { endHandler } from '../behaviors/compensation-handlers.ts';
import { keepCompensation } from '../behaviors/compensation-subscriptions.ts';
import { planDataOutputs } from '../behaviors/data-associations.ts';
import { raiseIncident } from '../behaviors/incidents.ts';
import { nextListener } from '../behaviors/listeners.ts';
import { applyOutputs } from '../behaviors/mappings.ts';
import { collectItem } from '../behaviors/multi-instance-items.ts';
import { chooseFlows } from '../behaviors/sequence-flows.ts';
import { checkJoinsLater } from '../behaviors/recheck-joins.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { isWrapper, mayMove } from './scope.ts';

/** What the element did is done: output mappings, then the end listeners, then `leave`. */
export function complete(run: Run, key: Key): void {
  const instance = run.find(key);
  if (instance === undefined || (instance.phase !== 'activated' && instance.phase !== 'completing')) return;
  if (!mayMove(run, instance)) return;
  // A container was due to complete, but an event has started something in it meanwhile.
  if (instance.children > 0 || instance.tokens > 0) return;
  const element = run.element(instance.element);
  if (instance.phase === 'activated') run.write({ type: 'elementCompleting', key });
  const again = { type: 'complete', key } as const;
  const completion = run.behaviorOf(instance).complete?.(run, element, instance) ?? done<Completion>({});
  if (!completion.ok) return raiseIncident(run, instance, completion.failure, again);
  if (!isWrapper(instance)) {
    const payload = completion.value.variables ?? instance.data.payload ?? undefined;
    const data = planDataOutputs(run, element, instance, payload);
    if (!data.ok) return raiseIncident(run, instance, data.failure, again);
    if (data.value.waits) return;
    const outputs = applyOutputs(run, element, instance, payload);
    if (!outputs.ok) return raiseIncident(run, instance, outputs.failure, again);
    data.value.write();
  }
  // An element that only waits for its end listeners is done: nothing interrupts it any more (LSN4).
  closeCatchers(run, instance, () => true);
  completion.value.after?.();
  if (!isWrapper(instance) && nextListener(run, element, instance, 'end')) return;
  leave(run, key);
}

/** Chooses the outgoing flows and takes them. */
export function leave(run: Run, key: Key): void {
  const instance = run.find(key);
  if (instance?.phase !== 'completing' || !mayMove(run, instance)) return;
  const element = run.element(instance.element);
  // The items of a multi-instance have no flows of their own: the body leaves.
  const isItem = instance.data.index !== undefined;
  const collected = collectItem(run, element, instance);
  if (!collected.ok) return raiseIncident(run, instance, collected.failure, { type: 'leave', key });
  const behavior = run.behaviorOf(instance);
  const opening = behavior.leave?.(run, element, instance) ?? done(() => undefined);
  if (!opening.ok) {
    // From the beginning, as in Zeebe: outputs are mapped and all end listeners run again (LSN3).
    if (instance.data.listener !== undefined) run.write({ type: 'dataSet', key, data: { listener: null } });
    return raiseIncident(run, instance, opening.failure, { type: 'complete', key });
  }
  const chosen = isItem ? done([]) : behavior.flows?.(run, element, instance);
  const flows = chosen ?? chooseFlows(run, element, instance);
  if (!flows.ok) return raiseIncident(run, instance, flows.failure, { type: 'leave', key });
  opening.value();
  finish(run, instance, flows.value);
}

/** The instance ends here: its token goes on over these flows, or its scope hears that it has ended. */
export function finish(run: Run, instance: ElementInstance, flows: readonly FlowId[]): void {
  const { key, scope: scopeKey } = instance;
  const result: JsonObject = { ...instance.variables };
  keepCompensation(run, instance);
  closeWaits(run, instance);
  run.write({ type: 'elementCompleted', key });
  if (scopeKey === null) {
    run.write({ type: 'instanceEnded', status: 'completed', result, thrown: null });
    return;
  }
  endHandler(run, instance);
  for (const flow of flows) run.write({ type: 'flowTaken', flow, scope: scopeKey });
  const { interruption } = instance.data;
  for (const flow of flows) {
    const step = { type: 'enter', element: run.flow(flow).target, scope: scopeKey, flow } as const;
    run.queue(interruption?.element === step.element ? { ...step, caught: interruption.payload } : step);
  }
  const scope = run.live(scopeKey);
  run.behaviorOf(scope).childEnded?.(run, run.element(scope.element), scope, instance, 'completed');
  checkJoinsLater(run, scope);
}
