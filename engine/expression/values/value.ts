import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from '../temporal/types.ts';
import { FeelContext } from './context.ts';
import { FeelFunction } from './function.ts';
import { isNumber } from './number.ts';
import type { FeelNumber } from './number.ts';
import { FeelRange } from './range.ts';

/** Any value of FEEL while it is computed with. `convert-json.ts` leads from and to the JSON outside. */
export type Value =
  | null
  | boolean
  | string
  | FeelNumber
  | FeelDate
  | FeelTime
  | FeelDateTime
  | DayTimeDuration
  | YearMonthDuration
  | FeelRange
  | FeelFunction
  | FeelContext
  | List;

export type List = readonly Value[];

/** FEEL's name of a value's type, as `instance of` and the warnings use it. */
export type ValueType =
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'function'
  | 'context'
  | 'list';

export function isList(value: Value): value is List {
  return Array.isArray(value);
}

export function typeOf(value: Value): ValueType {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  if (isNumber(value)) return 'number';
  if (isList(value)) return 'list';
  if (value instanceof FeelContext) return 'context';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof DayTimeDuration) return 'days and time duration';
  if (value instanceof YearMonthDuration) return 'years and months duration';
  if (value instanceof FeelRange) return 'range';
  if (value instanceof FeelFunction) return 'function';
  return value satisfies never;
}
