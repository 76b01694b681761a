import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { Element, Mapping } from '#engine/model/definition.ts';
import { type Attempt, done } from '../attempt.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { namesOf } from './expressions.ts';
import { buildsTree, evaluateBranch, evaluateSource, treeOf } from './mapping-trees.ts';
import { lookup, mergeUpwards, setAllLocal } from './variables.ts';

/** Input mappings make locals of the element; later sources read earlier targets (MAP1). */
export function applyInputs(run: Run, element: Element, instance: ElementInstance): Attempt<void> {
  if (element.inputs.length === 0) return done(undefined);
  const mapped = evaluateMappings(run, element.inputs, instance.key, () => undefined);
  if (!mapped.ok) return mapped;
  setAllLocal(run, instance.key, mapped.value);
  return done(undefined);
}

/**
 * With output mappings, what came is local and the mapped results go to the outer scope; without, what came goes outwards
 * itself (MAP2, MAP3). The instance of a multi-instance item merges from its own scope (MI6).
 */
export function applyOutputs(
  run: Run,
  element: Element,
  instance: ElementInstance,
  payload: JsonObject | undefined,
): Attempt<void> {
  const outer = instance.data.index === undefined ? (instance.scope ?? instance.key) : instance.key;
  const isLocal = element.outputs.length > 0 || instance.data.caught === true || element.kind === 'boundaryEvent';
  if (payload !== undefined && isLocal) setAllLocal(run, instance.key, payload);
  if (element.outputs.length === 0) {
    if (payload !== undefined && propagates(element)) mergeUpwards(run, isLocal ? outer : instance.key, payload);
    return done(undefined);
  }
  // What a nested target is put into is what the element sees, its own variable first.
  const seenFrom = buildsTree(run) ? instance.key : outer;
  const mapped = evaluateMappings(run, element.outputs, instance.key, (name) => lookup(run.state, seenFrom, name));
  if (!mapped.ok) return mapped;
  mergeUpwards(run, outer, mapped.value);
  return done(undefined);
}

/**
 * What came with an error stays with the boundary event that caught it, unless output mappings pass it on; from the start of
 * an event subprocess it goes outwards (ERR4). What comes with an escalation stays in both.
 */
function propagates(element: Element): boolean {
  if (element.kind === 'startEvent') return element.trigger.kind !== 'escalation';
  return element.kind !== 'boundaryEvent' || !['error', 'escalation'].includes(element.trigger.kind);
}

/**
 * One context, built in order. `existing` gives the value that a nested target starts from: none for inputs (the nested
 * target replaces the whole variable), the outer variable for outputs (siblings are kept).
 */
function evaluateMappings(
  run: Run,
  mappings: readonly Mapping[],
  scope: Key,
  existing: (name: string) => Json | undefined,
): Attempt<JsonObject> {
  if (buildsTree(run)) return evaluateBranch(run, treeOf(mappings), scope, { outer: () => undefined, existing });
  const results: Record<string, Json> = {};
  for (const { source, target } of mappings) {
    const value = evaluateSource(run, source, scope, namesOf(results));
    if (!value.ok) return value;
    const [root, ...path] = target;
    if (root === undefined) continue;
    const start = Object.hasOwn(results, root) ? results[root] : path.length > 0 ? existing(root) : undefined;
    results[root] = placed(start, path, value.value);
  }
  return done(results);
}

/** The value with a part of it replaced; siblings stay, and what is no object on the way makes room for one. */
export function placed(start: Json | undefined, path: readonly string[], value: Json): Json {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  const base: JsonObject = isObject(start) ? start : {};
  return { ...base, [head]: placed(base[head], rest, value) };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
