import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { ElementInstance, InstanceState, Key, MultiInstanceProgress } from '../contract/state.ts';
import type { Run } from '../run.ts';

/** The variable as this scope sees it: its own, else the nearest one outwards. Undefined = there is none. */
export function lookup(state: InstanceState, scope: Key, name: string): Json | undefined {
  for (
    let at = state.elements[scope];
    at !== undefined;
    at = at.scope === null ? undefined : state.elements[at.scope]
  ) {
    const value = own(at, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function own(instance: ElementInstance, name: string): Json | undefined {
  if (Object.hasOwn(instance.variables, name)) return instance.variables[name];
  const collected = instance.multiInstance;
  return collected?.outputCollection === name ? outputsOf(collected) : undefined;
}

/**
 * The outputs so far can be read while the items run, though they are written as a variable only at the end. A copy: the
 * list itself grows in place, and whoever kept it (a variable, a command, an event) would change with it.
 */
function outputsOf({ outputs }: MultiInstanceProgress): Json {
  return [...outputs];
}

/** All variables that an element instance sees; of two with one name the nearest. Empty when the key is not live. */
export function variablesOf(state: InstanceState, elementInstanceKey: Key): JsonObject {
  const scopes: ElementInstance[] = [];
  for (let at = state.elements[elementInstanceKey]; at !== undefined;) {
    scopes.push(at);
    at = at.scope === null ? undefined : state.elements[at.scope];
  }
  const visible: Record<string, Json> = {};
  for (const scope of scopes.reverse()) {
    const collected = scope.multiInstance;
    if (collected?.outputCollection != null) visible[collected.outputCollection] = outputsOf(collected);
    Object.assign(visible, scope.variables);
  }
  return visible;
}

/** Writes into this scope itself. An equal value is no change and no event. */
export function setLocal(run: Run, scope: Key, name: string, value: Json): void {
  const instance = run.live(scope);
  // A variable may be called `constructor`, which every object has.
  const key = Object.hasOwn(instance.variableKeys, name) ? instance.variableKeys[name] : undefined;
  if (key !== undefined && isSame(instance.variables[name], value)) return;
  const change = key === undefined ? 'created' : 'updated';
  run.write({ type: 'variableSet', key: key ?? run.newKey(), scope, name, value, change });
  if (run.linked.topology.hasConditions) {
    run.queue({ type: 'checkConditions', scope, name, change: change === 'created' ? 'create' : 'update' });
  }
}

export function setAllLocal(run: Run, scope: Key, variables: JsonObject): void {
  for (const [name, value] of Object.entries(variables)) setLocal(run, scope, name, value);
}

/**
 * Writes each variable where it already exists, from `scope` outwards; what exists nowhere is created at the root
 * (VAR1). Unlike Zeebe's source, a value equal to the existing one counts as written and does not go on outwards.
 */
export function mergeUpwards(run: Run, scope: Key, variables: JsonObject): void {
  for (const [name, value] of Object.entries(variables)) {
    let at = run.live(scope);
    while (at.scope !== null && !Object.hasOwn(at.variables, name)) at = run.live(at.scope);
    setLocal(run, at.key, name, value);
  }
}

function isSame(left: Json | undefined, right: Json): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  return JSON.stringify(left) === JSON.stringify(right);
}
