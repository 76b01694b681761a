import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from '../temporal/types.ts';
import { FeelContext } from '../values/context.ts';
import { FeelFunction } from '../values/function.ts';
import { isNumber, truncate } from '../values/number.ts';
import type { FeelNumber } from '../values/number.ts';
import { FeelRange } from '../values/range.ts';
import { isList } from '../values/value.ts';
import type { List, Value } from '../values/value.ts';
import type { Param } from './builtin.ts';

function param<T>(name: string, type: string, read: (value: Value) => T | undefined, takesList = false): Param<T> {
  return { name, type, arity: 'one', takesList, read };
}

const only =
  <T extends Value>(test: (value: Value) => value is T) =>
  (value: Value): T | undefined =>
    test(value) ? value : undefined;

const isString = (value: Value): value is string => typeof value === 'string';
const isBoolean = (value: Value): value is boolean => typeof value === 'boolean';

export const string = (name: string): Param<string> => param(name, 'string', only(isString));
export const number = (name: string): Param<FeelNumber> => param(name, 'number', only(isNumber));
export const boolean = (name: string): Param<boolean> => param(name, 'boolean', only(isBoolean));
export const list = (name: string): Param<List> => param(name, 'list', only(isList), true);
export const any = (name: string): Param<Value> => param(name, 'Any', (value) => value, true);
export const context = (name: string): Param<FeelContext> =>
  param(name, 'context', (value) => (value instanceof FeelContext ? value : undefined));
export const functionValue = (name: string): Param<FeelFunction> =>
  param(name, 'function', (value) => (value instanceof FeelFunction ? value : undefined));
export const range = (name: string): Param<FeelRange> =>
  param(name, 'range', (value) => (value instanceof FeelRange ? value : undefined));
export const date = (name: string): Param<FeelDate> =>
  param(name, 'date', (value) => (value instanceof FeelDate ? value : undefined));
export const time = (name: string): Param<FeelTime> =>
  param(name, 'time', (value) => (value instanceof FeelTime ? value : undefined));
export const dateTime = (name: string): Param<FeelDateTime> =>
  param(name, 'date and time', (value) => (value instanceof FeelDateTime ? value : undefined));
export const dateOrDateTime = (name: string): Param<FeelDate | FeelDateTime> =>
  param(name, 'date', (value) => (value instanceof FeelDate || value instanceof FeelDateTime ? value : undefined));
export const dayTimeDuration = (name: string): Param<DayTimeDuration> =>
  param(name, 'days and time duration', (value) => (value instanceof DayTimeDuration ? value : undefined));
export const duration = (name: string): Param<DayTimeDuration | YearMonthDuration> =>
  param(name, 'duration', (value) =>
    value instanceof DayTimeDuration || value instanceof YearMonthDuration ? value : undefined,
  );

/** A position or count: digits behind the point are cut off. */
export const integer = (name: string): Param<number> =>
  param(name, 'number', (value) => {
    const whole = isNumber(value) ? truncate(value) : null;
    return typeof whole === 'number' ? whole : undefined;
  });

/** A value of the range functions: anything that has an order, thus no range. */
export const point = (name: string): Param<Value> =>
  param(name, 'point', (value) => (value === null || isList(value) || value instanceof FeelRange ? undefined : value));

export function optional<T>(inner: Param<T>): Param<T | undefined> {
  return { ...inner, arity: 'optional' };
}

/** Null passes, too. */
export function nullable<T>(inner: Param<T>): Param<T | null> {
  return { ...inner, read: (value) => (value === null ? null : inner.read(value)) };
}

/** One or more arguments, as a list. */
export function rest<T>(inner: Param<T>): Param<readonly T[]> {
  return { ...inner, arity: 'rest', read: inner.read as (value: Value) => never };
}
