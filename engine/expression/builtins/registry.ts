import type { Builtin } from './builtin.ts';
import { BOOLEAN_BUILTINS } from './booleans.ts';
import { CONTEXT_BUILTINS } from './contexts.ts';
import { CONVERSION_BUILTINS } from './conversions.ts';
import { LIST_BUILTINS } from './lists.ts';
import { NUMBER_BUILTINS } from './numbers.ts';
import { RANGE_BUILTINS } from './ranges.ts';
import { STATISTICS_BUILTINS } from './statistics.ts';
import { STRING_BUILTINS } from './strings.ts';
import { TEMPORAL_BUILTINS } from './temporals.ts';

const byName: ReadonlyMap<string, Builtin> = new Map(
  [
    ...BOOLEAN_BUILTINS,
    ...CONTEXT_BUILTINS,
    ...CONVERSION_BUILTINS,
    ...LIST_BUILTINS,
    ...NUMBER_BUILTINS,
    ...RANGE_BUILTINS,
    ...STATISTICS_BUILTINS,
    ...STRING_BUILTINS,
    ...TEMPORAL_BUILTINS,
  ].map((builtin) => [builtin.name, builtin]),
);

export function builtinNamed(name: string): Builtin | undefined {
  return byName.get(name);
}

/** The built-in whose name is written almost like this one, for who mistyped it; undefined when none is near. */
export function builtinLike(name: string): string | undefined {
  const near = [...byName.keys(), 'is defined']
    .map((known) => ({ known, distance: distanceOf(plain(name), plain(known)) }))
    .filter(({ known, distance }) => distance <= Math.max(1, Math.floor(known.length / 5)))
    .sort((left, right) => left.distance - right.distance);
  return near[0]?.known;
}

/** `stringLength` and `string_length` are `string length`. */
const plain = (name: string): string => name.toLowerCase().replace(/[\s_]/g, '');

/** Letters to change, add or drop. */
function distanceOf(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(left).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= right.length; column += 1) {
      const changed = (row[column - 1] ?? 0) + (letter === right.charAt(column - 1) ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

/** Names and parameter names of all built-ins; `is defined` is part of the compiler and listed here as well. */
export function listBuiltins(): { readonly name: string; readonly parameters: readonly (readonly string[])[] }[] {
  const functions = [...byName.values()].map(({ name, overloads }) => ({
    name,
    parameters: overloads.map((form) => form.params.map((param) => param.name)),
  }));
  return [...functions, { name: 'is defined', parameters: [['value']] }];
}
