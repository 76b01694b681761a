import type { ElementId } from '#engine/model/definition.ts';
import type { CompensationWait } from '../contract/wait.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import { finish } from '../lifecycle/completion.ts';
import { create, start } from '../lifecycle/start.ts';
import type { Run } from '../run.ts';
import { setAllLocal } from './variables.ts';
import { endPart } from './throw-parts.ts';
import { compensationsOf } from './compensation-subscriptions.ts';

type Subscription = readonly [Key, CompensationWait];

/**
 * Runs the handlers of what has completed in the thrower's scope, or of one activity there, all at once and in the
 * thrower's scope (CMP2, CMP3). The thrower waits for the last of them; without any it goes on. An activity is compensated
 * once.
 */
export function throwCompensation(run: Run, thrower: ElementInstance, activity: ElementId | null): void {
  const chosen = compensable(run, thrower).filter(([, one]) => activity === null || one.element === activity);
  const handled = chosen.flatMap(([key, one]) => leaves(run, key, one));
  if (handled.length === 0) return endPart(run, thrower.key);
  run.write({ type: 'dataSet', key: thrower.key, data: { compensating: handled.length } });
  const scope = thrower.scope ?? thrower.key;
  const handlers = handled.map(([key, one]) => {
    run.write({ type: 'compensationTriggered', key, elementInstance: thrower.key });
    passBoundary(run, one.element, scope);
    return { handler: one.handler, subscription: key, variables: one.variables ?? {} };
  });
  for (const { handler, subscription, variables } of handlers) {
    if (handler === null) continue;
    const key = start(run, handler, scope, { data: { compensates: { thrower: thrower.key, subscription } } });
    setAllLocal(run, key, variables);
  }
}

/** What the thrower reaches: its own scope, and around an event subprocess that subprocess's scope too. */
function compensable(run: Run, thrower: ElementInstance): readonly Subscription[] {
  const scope = thrower.scope === null ? undefined : run.find(thrower.scope);
  if (scope === undefined) return [];
  const served = scope.data.compensates?.subscription;
  // Inside a compensation event subprocess: what the completed subprocess has left.
  if (served !== undefined && scope.kind === 'eventSubProcess' && scope.scope !== null) {
    return compensationsOf(run, run.live(scope.scope)).filter(([, one]) => one.parent === served && !one.triggered);
  }
  const around =
    scope.kind === 'eventSubProcess' && scope.scope !== null ? compensationsOf(run, run.live(scope.scope)) : [];
  return [...around, ...compensationsOf(run, scope)].filter(([, one]) => one.parent === null && !one.triggered);
}

/** The subscriptions with a handler: the activity's own, and those that a completed subprocess holds (as Zeebe has it). */
function leaves(run: Run, key: Key, one: CompensationWait): readonly Subscription[] {
  const holder = run.live(one.elementInstance);
  const inside = compensationsOf(run, holder).filter(([, inner]) => inner.parent === key && !inner.triggered);
  // An event subprocess undoes all of its subprocess: what lies inside is left to it.
  if (one.variables !== undefined) return [[key, one]];
  const own: readonly Subscription[] = one.handler === null ? [] : [[key, one]];
  if (one.handler === null) run.write({ type: 'compensationCompleted', key });
  return [...own, ...inside.flatMap(([innerKey, inner]) => leaves(run, innerKey, inner))];
}

/** The compensation boundary event is passed for the record; it has no flow to take. */
function passBoundary(run: Run, activity: ElementId, scope: Key): void {
  const element = run.element(activity);
  const events = 'boundary' in element ? element.boundary.map((id) => run.element(id)) : [];
  const event = events.find((one) => one.kind === 'boundaryEvent' && one.trigger.kind === 'compensation');
  if (event === undefined) return;
  const key = create(run, event, scope);
  run.write({ type: 'elementActivated', key });
  run.write({ type: 'elementCompleting', key });
  finish(run, run.live(key), []);
}
