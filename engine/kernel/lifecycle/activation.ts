import type { Failure } from '../attempt.ts';
import { applyDataInputs } from '../behaviors/data-associations.ts';
import { raiseIncident } from '../behaviors/incidents.ts';
import { nextListener } from '../behaviors/listeners.ts';
import { applyInputs } from '../behaviors/mappings.ts';
import { planSubscriptions } from '../behaviors/subscriptions.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { isWrapper, mayMove } from './scope.ts';

/** Input mappings, then the start listeners, then `begin`. Runs again from here when an incident of it is resolved. */
export function activate(run: Run, key: Key): void {
  const instance = run.find(key);
  if (instance?.phase !== 'activating' || !mayMove(run, instance)) return;
  const element = run.element(instance.element);
  // The items map for themselves; the body has the collection only.
  if (!isWrapper(instance)) {
    const read = applyDataInputs(run, element, instance);
    if (!read.ok) return fail(run, instance, read.failure);
    if (!read.value) return;
    const inputs = applyInputs(run, element, instance);
    if (!inputs.ok) return fail(run, instance, inputs.failure);
    if (nextListener(run, element, instance, 'start')) return;
  } else if (instance.kind === 'multiInstanceBody' && nextListener(run, element, instance, 'beforeAll')) return;
  begin(run, key);
}

/** The element itself: what its behavior decides, then boundary events, then its work. */
export function begin(run: Run, key: Key): void {
  const instance = run.find(key);
  if (instance?.phase !== 'activating' || !mayMove(run, instance)) return;
  const element = run.element(instance.element);
  const activation = run.behaviorOf(instance).activate(run, element, instance);
  if (!activation.ok) return fail(run, instance, activation.failure);
  const subscriptions = planSubscriptions(run, element, instance);
  if (!subscriptions.ok) return fail(run, instance, subscriptions.failure);
  subscriptions.value();
  activation.value.before?.();
  run.write({ type: 'elementActivated', key });
  activation.value.after?.();
}

function fail(run: Run, instance: ElementInstance, failure: Failure): void {
  // From the beginning: the inputs are mapped and all start listeners run again, as in Zeebe (LSN3).
  if (instance.data.listener !== undefined) run.write({ type: 'dataSet', key: instance.key, data: { listener: null } });
  raiseIncident(run, instance, failure, { type: 'activate', key: instance.key });
}
