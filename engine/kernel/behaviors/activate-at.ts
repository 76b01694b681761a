import type { JsonObject } from '#engine/contracts/json.ts';
import type { Element, ElementId } from '#engine/model/definition.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import { create, start } from '../lifecycle/start.ts';
import type { Run } from '../run.ts';
import { raiseIncident } from './incidents.ts';
import { planSubscriptions } from './subscriptions.ts';
import { takeTokens } from './take-tokens.ts';
import { mergeUpwards, setAllLocal } from './variables.ts';

/** Variables for a modification: of the element or a container around it; null = of the instance. */
export interface PlacedVariables {
  readonly scope: ElementId | null;
  readonly variables: JsonObject;
}

/**
 * Starts an element wherever it lies (MOD1): containers around it that have no instance under `ancestor` are made on the
 * way, empty but for it. Checked before: `ancestor` is live, and the way down from it is not ambiguous.
 */
export function activateAt(
  run: Run,
  element: ElementId,
  ancestor: Key,
  variables: readonly PlacedVariables[] = [],
): Key {
  const scope = openScope(run, element, ancestor, variables);
  const key = start(run, element, scope);
  place(run, key, element, variables);
  if (!run.state.flags.includes(15)) {
    for (const one of variables) if (one.scope === null) mergeUpwards(run, scope, one.variables);
  }
  return key;
}

/**
 * The scope that the element lies in, made if need be (see `activateAt`), with the variables that are for it and around it.
 * Tokens that wait at the element are taken out.
 */
export function openScope(run: Run, element: ElementId, ancestor: Key, variables: readonly PlacedVariables[]): Key {
  // Before anything that is made on the way listens: its keys and timers see them (flag 15, see `currentFlags`).
  if (run.state.flags.includes(15)) placeAround(run, ancestor, variables);
  const scope = containersBetween(run, element, ancestor).reduce<Key>(
    (outer, id) => inside(run, existing(run, id, outer, variables) ?? makeContainer(run, id, outer, variables)),
    inside(run, ancestor),
  );
  // A join that is activated by hand takes the tokens that wait at it; nothing else would.
  takeTokens(run, scope, element, Object.keys(run.live(scope).joins?.[element] ?? {}));
  return scope;
}

/** Variables of the instance, and of the live containers from the ancestor outwards; of a multi-instance those of its item. */
function placeAround(run: Run, ancestor: Key, variables: readonly PlacedVariables[]): void {
  for (const one of variables) if (one.scope === null) setAllLocal(run, run.state.key, one.variables);
  const given = new Set<ElementId>();
  for (let at = run.find(ancestor); at !== undefined; at = at.scope === null ? undefined : run.find(at.scope)) {
    if (at.kind === 'adHocInnerInstance' || given.has(at.element)) continue;
    given.add(at.element);
    place(run, at.key, at.element, variables);
  }
}

/** A container on the way that is there already. */
function existing(run: Run, id: ElementId, outer: Key, variables: readonly PlacedVariables[]): Key | undefined {
  const key = onlyInstanceIn(run, id, outer)?.key;
  if (key !== undefined && run.state.flags.includes(15)) place(run, key, id, variables);
  return key;
}

/** The containers from below the ancestor down to the element's own, outermost first. */
export function containersBetween(run: Run, element: ElementId, ancestor: Key): readonly ElementId[] {
  const top = run.live(ancestor).element;
  const found: ElementId[] = [];
  for (let at = run.element(element).scope; at !== null && at !== top; at = run.element(at).scope) found.unshift(at);
  return found;
}

/** What an ad-hoc subprocess holds lies in inner instances of it (flag 9, see `currentFlags`). */
function inside(run: Run, container: Key): Key {
  const { kind, element } = run.live(container);
  if (kind !== 'adHocSubProcess' || !run.state.flags.includes(9)) return container;
  const key = run.newKey();
  const data = { empty: true };
  run.write({ type: 'elementActivating', key, element, kind: 'adHocInnerInstance', scope: container, data });
  run.write({ type: 'elementActivated', key });
  return key;
}

/** The one live instance of a container directly in a scope; undefined when there is none, or several. */
function onlyInstanceIn(run: Run, container: ElementId, scope: Key): ElementInstance | undefined {
  const found = Object.keys(run.live(scope).childKeys)
    .map((key) => run.live(key))
    .filter((one) => one.element === container && one.phase !== 'terminating');
  return found.length === 1 ? found[0] : undefined;
}

function makeContainer(run: Run, id: ElementId, scope: Key, variables: readonly PlacedVariables[]): Key {
  const element: Element = run.element(id);
  const key = create(run, element, scope, { data: { empty: true } });
  place(run, key, id, variables);
  const instance = run.live(key);
  const subscriptions = planSubscriptions(run, element, instance);
  if (subscriptions.ok) subscriptions.value();
  else raiseIncident(run, instance, subscriptions.failure, null);
  run.write({ type: 'elementActivated', key });
  return key;
}

function place(run: Run, key: Key, element: ElementId, variables: readonly PlacedVariables[]): void {
  for (const one of variables) if (one.scope === element) setAllLocal(run, key, one.variables);
}
