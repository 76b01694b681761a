import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { Element, Mapping } from '#engine/model/definition.ts';
import { type Attempt, done } from '../attempt.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { evaluateExpression } from './expressions.ts';
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
  if (element.outputs.length === 0) {
    if (payload !== undefined) mergeUpwards(run, instance.key, payload);
    return done(undefined);
  }
  const target = instance.data.index === undefined ? (instance.scope ?? instance.key) : instance.key;
  const sees = (name: string): Json | undefined =>
    payload !== undefined && Object.hasOwn(payload, name) ? payload[name] : lookup(run.state, instance.key, name);
  const existing = (name: string): Json | undefined => lookup(run.state, target, name);
  const mapped = evaluateMappings(run, element.outputs, instance.key, existing, sees);
  if (!mapped.ok) return mapped;
  if (payload !== undefined) setAllLocal(run, instance.key, payload);
  mergeUpwards(run, target, mapped.value);
  return done(undefined);
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
  sees: (name: string) => Json | undefined = () => undefined,
): Attempt<JsonObject> {
  const results: Record<string, Json> = {};
  for (const { source, target } of mappings) {
    const value = evaluateSource(run, source, scope, results, sees);
    if (!value.ok) return value;
    const [root, ...path] = target;
    if (root === undefined) continue;
    const start = Object.hasOwn(results, root) ? results[root] : existing(root);
    results[root] = placed(start, path, value.value);
  }
  return done(results);
}

function evaluateSource(
  run: Run,
  source: Mapping['source'],
  scope: Key,
  results: Readonly<Record<string, Json>>,
  sees: (name: string) => Json | undefined,
): Attempt<Json> {
  if (source === null) return done(null);
  if (source.kind === 'static') return done(source.value);
  const extra = (name: string): Json | undefined => (Object.hasOwn(results, name) ? results[name] : sees(name));
  return evaluateExpression(run, source.expression, scope, { extra, incident: 'IO_MAPPING_ERROR' });
}

function placed(start: Json | undefined, path: readonly string[], value: Json): Json {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  const base: JsonObject = isObject(start) ? start : {};
  return { ...base, [head]: placed(base[head], rest, value) };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
