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

/** Names and parameter names of all built-ins; `is defined` is part of the compiler and listed here as well. */
export function listBuiltins(): { readonly name: string; readonly parameters: readonly (readonly string[])[] }[] {
  const functions = [...byName.values()].map(({ name, overloads }) => ({
    name,
    parameters: overloads.map((form) => form.params.map((param) => param.name)),
  }));
  return [...functions, { name: 'is defined', parameters: [['value']] }];
}
