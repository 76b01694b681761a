import type { TypeReference } from '../syntax/ast.ts';
import { FeelContext } from '../values/context.ts';
import { FeelFunction } from '../values/function.ts';
import { FeelRange } from '../values/range.ts';
import { isList, typeOf } from '../values/value.ts';
import type { Value } from '../values/value.ts';

/** Looks up a type by name beyond FEEL's own, e.g. a DMN item definition; undefined when there is none. */
export type TypeResolver = (name: string) => ((value: Value) => boolean) | undefined;

export const NO_TYPES: TypeResolver = () => undefined;

const ALIASES: Readonly<Record<string, string>> = {
  dateTime: 'date and time',
  'date time': 'date and time',
  dayTimeDuration: 'days and time duration',
  yearMonthDuration: 'years and months duration',
  'day-time-duration': 'days and time duration',
  'year-month-duration': 'years and months duration',
};

const SIMPLE: ReadonlySet<string> = new Set([
  'boolean',
  'context',
  'date',
  'date and time',
  'days and time duration',
  'function',
  'list',
  'number',
  'range',
  'string',
  'time',
  'years and months duration',
]);

/** Whether each name in a type is one of FEEL's own or one that `resolve` knows. */
export function isKnownType(type: TypeReference, resolve: TypeResolver): boolean {
  switch (type.kind) {
    case 'named': {
      const name = ALIASES[type.name] ?? type.name;
      return SIMPLE.has(name) || ['Any', 'Null', 'null'].includes(name) || resolve(name) !== undefined;
    }
    case 'list':
    case 'range':
      return isKnownType(type.of, resolve);
    case 'context':
      return type.entries.every((entry) => isKnownType(entry.type, resolve));
    case 'function':
      return [...type.parameters, type.result].every((part) => isKnownType(part, resolve));
  }
}

/** FEEL's `instance of`; null for a type that nobody knows. Null is an instance of `Null` and of nothing else. */
export function isInstance(value: Value, type: TypeReference, resolve: TypeResolver): boolean | null {
  switch (type.kind) {
    case 'named':
      return isNamed(value, type.name, resolve);
    case 'list':
      return isList(value) && value.every((item) => conforms(item, type.of, resolve));
    case 'range':
      return value instanceof FeelRange && isRangeOf(value, type.of, resolve);
    case 'context':
      return (
        value instanceof FeelContext &&
        type.entries.every(
          (entry) => value.has(entry.name) && conforms(value.get(entry.name) ?? null, entry.type, resolve),
        )
      );
    case 'function':
      return value instanceof FeelFunction && value.parameters.length === type.parameters.length;
  }
}

/** Whether a value may stand where this type is asked for: an instance, or null. */
export function conforms(value: Value, type: TypeReference, resolve: TypeResolver): boolean {
  return value === null || isInstance(value, type, resolve) === true;
}

function isNamed(value: Value, written: string, resolve: TypeResolver): boolean | null {
  const name = ALIASES[written] ?? written;
  if (name === 'Any') return value !== null;
  if (name === 'Null' || name === 'null') return value === null;
  if (SIMPLE.has(name)) return typeOf(value) === name;
  const test = resolve(name);
  if (test === undefined) return null;
  return value !== null && test(value);
}

function isRangeOf(range: FeelRange, type: TypeReference, resolve: TypeResolver): boolean {
  const endConforms = (end: Value | undefined): boolean => end === undefined || conforms(end, type, resolve);
  return endConforms(range.start) && endConforms(range.end);
}
