import type { JsonObject } from '#engine/contracts/json.ts';
import type { ElementId, StartEvent, Trigger } from '#engine/model/definition.ts';
import type { ElementInstance } from '../contract/state.ts';
import { start } from '../lifecycle/start.ts';
import { interrupt } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { closeCatchers } from './close-waits.ts';
import { beginInterruption } from './container-end.ts';
import { type CaughtBy, namingScope, triggerOf } from './subscriptions.ts';
import { planTimer } from './timers.ts';

/**
 * What `owner` waited for has come, caught by `catcher`: the owner itself, a boundary event of it, an event after it (event
 * gateway), or the start of an event subprocess in it.
 */
export function trigger(run: Run, owner: ElementInstance, catcher: CaughtBy, payload: JsonObject): void {
  if (owner.phase === 'terminating') return;
  const whole = collectParts(run, owner, catcher, payload);
  if (whole !== null) carryOut(run, owner, catcher.element, whole);
}

function carryOut(run: Run, owner: ElementInstance, catcher: ElementId, payload: JsonObject): void {
  const element = run.element(catcher);
  if (element.kind === 'boundaryEvent') {
    if (element.interrupting) return interrupt(run, owner, catcher, payload);
    if (owner.scope !== null) start(run, catcher, owner.scope, { data: { payload } });
    return;
  }
  if (element.kind === 'startEvent') return startEventSubProcess(run, owner, element, payload);
  if (owner.kind === 'eventBasedGateway') {
    run.write({ type: 'dataSet', key: owner.key, data: { interruption: { element: catcher, payload } } });
  }
  // Each part has left its own variables; the event brings all of them.
  if (element.kind === 'intermediateCatchEvent' && element.trigger.kind === 'multiple') {
    run.write({ type: 'dataSet', key: owner.key, data: { payload } });
  }
  closeCatchers(run, owner, (one) => one === catcher || owner.kind === 'eventBasedGateway');
  run.queue({ type: 'complete', key: owner.key });
}

/**
 * A parallel multiple event needs all of its triggers (MUL2); any other is whole with the first (MUL1). Returns what has
 * come together, or null while something is missing.
 */
function collectParts(run: Run, owner: ElementInstance, catcher: CaughtBy, payload: JsonObject): JsonObject | null {
  const { element, part } = catcher;
  const awaited = triggerOf(run.element(element));
  if (awaited.kind !== 'multiple' || !awaited.parallel || part === undefined) return payload;
  const before = owner.data.parts?.[element] ?? { came: [], payload: {} };
  const came = before.came.includes(part) ? before.came : [...before.came, part];
  const together = { ...before.payload, ...payload };
  const isWhole = came.length === awaited.of.length;
  const others = Object.fromEntries(Object.entries(owner.data.parts ?? {}).filter(([id]) => id !== element));
  const parts = isWhole ? others : { ...others, [element]: { came, payload: together } };
  run.write({ type: 'dataSet', key: owner.key, data: { parts: Object.keys(parts).length === 0 ? null : parts } });
  if (isWhole) awaitAgain(run, owner, element, awaited.of);
  return isWhole ? together : null;
}

/**
 * A non-interrupting event of many parts can come again, so all its parts are awaited again (MUL4). Messages, signals and
 * conditions stay open of themselves and a cycle goes on; a duration counts anew. A date comes once.
 */
function awaitAgain(run: Run, owner: ElementInstance, catcher: ElementId, parts: readonly Trigger[]): void {
  const element = run.element(catcher);
  if (!('interrupting' in element) || element.interrupting) return;
  const scope = namingScope(run, catcher, owner);
  for (const [part, awaited] of parts.entries()) {
    if (awaited.kind !== 'timer' || awaited.timer.kind !== 'duration') continue;
    const timer = planTimer(run, { element: catcher, part }, awaited.timer, owner, scope);
    // An expression that has become unreadable ends the repetition, as that of a cycle does.
    if (timer.ok) timer.value();
  }
}

/** ESP1, ESP2: interrupting, it ends all else in the scope first and closes the scope's other starts for good. */
function startEventSubProcess(run: Run, scope: ElementInstance, event: StartEvent, payload: JsonObject): void {
  if (event.scope === null || scope.data.interrupted === true) return;
  if (!event.interrupting) {
    start(run, event.scope, scope.key, { data: { payload } });
    return;
  }
  run.write({
    type: 'dataSet',
    key: scope.key,
    data: { interrupted: true, interruption: { element: event.scope, payload } },
  });
  closeCatchers(run, scope, (one) => run.element(one).kind === 'startEvent');
  if (scope.tokens > 0) run.dropTokens(scope.key);
  if (scope.children === 0) return beginInterruption(run, scope);
  for (const child of Object.keys(scope.childKeys)) run.queue({ type: 'terminate', key: child });
}
