import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { Mapping } from '#engine/model/definition.ts';
import { type Attempt, done } from '../attempt.ts';
import type { Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { evaluateExpression, type Extra } from './expressions.ts';

/** Mappings by the parts of their targets, each name where it stood first: FEEL contexts in contexts, as Zeebe makes of them. */
export type MappingTree = ReadonlyMap<string, MappingTree | Pick<Mapping, 'source'>>;

/** Flag 13 (see `currentFlags`): before it, mappings were carried out one after the other. */
export function buildsTree({ state }: Run): boolean {
  return state.flags.includes(13);
}

export function treeOf(mappings: readonly Mapping[]): MappingTree {
  const root = new Map<string, MutableTree | Pick<Mapping, 'source'>>();
  for (const { source, target } of mappings) {
    let at: MutableTree = root;
    for (const name of target.slice(0, -1)) {
      const next = at.get(name);
      if (next instanceof Map) at = next;
      else {
        const branch: MutableTree = new Map();
        at.set(name, branch);
        at = branch;
      }
    }
    const last = target.at(-1);
    if (last !== undefined) at.set(last, { source });
  }
  return root;
}

type MutableTree = Map<string, MutableTree | Pick<Mapping, 'source'>>;

interface Surroundings {
  /** Names of the contexts around, which a source sees before the variables. */
  readonly outer: Extra;
  /** What a nested target is put into; what is no context gives way to null (MAP5). */
  readonly existing: (name: string) => Json | undefined;
}

/** A source sees the entries before it in its own context, then those of the contexts around, then the variables (MAP4). */
export function evaluateBranch(
  run: Run,
  tree: MappingTree,
  scope: Key,
  { outer, existing }: Surroundings,
): Attempt<JsonObject> {
  const results: Record<string, Json> = {};
  const visible: Extra = (name) => (Object.hasOwn(results, name) ? results[name] : outer(name));
  for (const [name, node] of tree) {
    if ('source' in node) {
      const value = evaluateSource(run, node.source, scope, visible);
      if (!value.ok) return value;
      results[name] = value.value;
      continue;
    }
    const before = existing(name);
    const parts = isObject(before) ? before : {};
    const inside = evaluateBranch(run, node, scope, { outer: visible, existing: (part) => parts[part] });
    if (!inside.ok) return inside;
    const isLost = before !== undefined && before !== null && !isObject(before);
    results[name] = isLost ? null : { ...parts, ...inside.value };
  }
  return done(results);
}

/** An empty source is null. */
export function evaluateSource(run: Run, source: Mapping['source'], scope: Key, extra: Extra): Attempt<Json> {
  if (source === null) return done(null);
  if (source.kind === 'static') return done(source.value);
  return evaluateExpression(run, source.expression, scope, { extra, incident: 'IO_MAPPING_ERROR' });
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
