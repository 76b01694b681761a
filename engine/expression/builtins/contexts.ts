import type { Dialect } from '../contract.ts';
import { DIALECTS } from '../dialect.ts';
import type { DialectRules } from '../dialect.ts';
import { contextOf, FeelContext } from '../values/context.ts';

import type { List, Value } from '../values/value.ts';
import { builtin, overload } from './builtin.ts';
import type { Builtin } from './builtin.ts';
import { any, context, list, rest, string } from './params.ts';

function valueAt(value: Value, keys: List): Value {
  let current = value;
  for (const key of keys) {
    if (!(current instanceof FeelContext) || typeof key !== 'string') return null;
    current = current.get(key) ?? null;
  }
  return keys.length === 0 ? null : current;
}

/** A copy with `value` under `key`. */
function put(target: FeelContext, key: string, value: Value): FeelContext {
  return contextOf(target.toMap().set(key, value));
}

/**
 * A copy with `value` under a path of keys. Where the way leads through something else than a context the standard gives
 * null, while Camunda's FEEL puts a context in its place.
 */
function putAt(target: FeelContext, keys: List, value: Value, dialect: Dialect): FeelContext | null {
  const [key, ...others] = keys;
  if (typeof key !== 'string') return null;
  if (others.length === 0) return put(target, key, value);
  const found = target.get(key) ?? null;
  const replaced = found === null || DIALECTS[dialect].putReplacesValues;
  if (!(found instanceof FeelContext) && !replaced) return null;
  const changed = putAt(found instanceof FeelContext ? found : contextOf([]), others, value, dialect);
  return changed === null ? null : put(target, key, changed);
}

/** Later contexts win; null when an item is none. */
function merge(contexts: List): FeelContext | null {
  const merged = new Map<string, Value>();
  for (const item of contexts) {
    if (!(item instanceof FeelContext)) return null;
    for (const [key, value] of item.toMap()) merged.set(key, value);
  }
  return contextOf(merged);
}

/** From entries `{key, value}`; null for an entry without key or value, and for a key that comes twice unless it may. */
function fromEntries(entries: List, { keysMayRepeat }: DialectRules): FeelContext | null {
  const made = new Map<string, Value>();
  for (const entry of entries) {
    if (!(entry instanceof FeelContext) || !entry.has('value')) return null;
    const key = entry.get('key');
    if (typeof key !== 'string' || (made.has(key) && !keysMayRepeat)) return null;
    made.set(key, entry.get('value') ?? null);
  }
  return contextOf(made);
}

const putForms = [
  overload([context('context'), string('key'), any('value')], ([m, key, value]) => put(m, key, value)),
  ...['keys', 'key'].map((name) =>
    overload([context('context'), list(name), any('value')], ([m, keys, value], { run }) =>
      putAt(m, keys, value, run.dialect),
    ),
  ),
];

export const CONTEXT_BUILTINS: readonly Builtin[] = [
  builtin(
    'get value',
    overload([context('m'), string('key')], ([m, key]) => m.get(key) ?? null),
    overload([context('context'), string('key')], ([m, key]) => m.get(key) ?? null),
    overload([context('context'), list('keys')], ([m, keys]) => valueAt(m, keys)),
  ),
  builtin(
    'get entries',
    ...['m', 'context'].map((name) =>
      overload([context(name)], ([m]) =>
        [...m.toMap()].map(([key, value]) =>
          contextOf([
            ['key', key],
            ['value', value],
          ]),
        ),
      ),
    ),
  ),
  builtin(
    'context',
    overload([list('entries')], ([entries], { run }) => fromEntries(entries, DIALECTS[run.dialect])),
  ),
  builtin('context put', ...putForms),
  // The older name in Camunda's FEEL.
  builtin('put', ...putForms),
  builtin(
    'context merge',
    overload([list('contexts')], ([contexts]) => merge(contexts)),
    overload([rest(context('contexts'))], ([contexts]) => merge(contexts)),
  ),
  builtin(
    'put all',
    overload([list('contexts')], ([contexts]) => merge(contexts)),
    overload([rest(context('contexts'))], ([contexts]) => merge(contexts)),
  ),
];
