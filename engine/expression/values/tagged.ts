import { formatIso, formatTemporal } from '../temporal/format-temporal.ts';
import { parseDate, parseDateTime, parseDuration, parseTemporal, parseTime } from '../temporal/parse-temporal.ts';
import { contextOf, FeelContext } from './context.ts';
import { FeelFunction } from './function.ts';
import { textOf } from './format.ts';
import { isNumber, numberFromText, numberToText } from './number.ts';
import { FeelRange } from './range.ts';
import { isList, typeOf } from './value.ts';
import type { Value, ValueType } from './value.ts';

/** A FEEL value as JSON that keeps its type: numbers and temporal values are text. The form of the command line's batches. */
export type Tagged =
  | { readonly t: 'null' }
  | { readonly t: 'untyped'; readonly v: string }
  | { readonly t: 'boolean'; readonly v: boolean }
  | { readonly t: 'list'; readonly v: readonly Tagged[] }
  | { readonly t: 'context'; readonly v: { readonly [key: string]: Tagged } }
  | {
      readonly t: Exclude<ValueType, 'null' | 'boolean' | 'list' | 'context' | 'date and time'> | 'date time';
      readonly v: string;
    };

export function toTagged(value: Value): Tagged {
  if (value === null) return { t: 'null' };
  if (typeof value === 'boolean') return { t: 'boolean', v: value };
  if (typeof value === 'string') return { t: 'string', v: value };
  if (isNumber(value)) return { t: 'number', v: numberToText(value) };
  if (isList(value)) return { t: 'list', v: value.map((item) => toTagged(item)) };
  if (value instanceof FeelContext) {
    return { t: 'context', v: Object.fromEntries(value.keys().map((key) => [key, toTagged(value.get(key) ?? null)])) };
  }
  if (value instanceof FeelRange) return { t: 'range', v: textOf(value) };
  if (value instanceof FeelFunction) return { t: 'function', v: textOf(value) };
  switch (typeOf(value)) {
    case 'date':
      return { t: 'date', v: formatTemporal(value) };
    case 'time':
      return { t: 'time', v: formatTemporal(value) };
    case 'date and time':
      return { t: 'date time', v: formatIso(value) };
    case 'years and months duration':
      return { t: 'years and months duration', v: formatTemporal(value) };
    default:
      return { t: 'days and time duration', v: formatTemporal(value) };
  }
}

/** Null for a text that is no value of its type; ranges and functions have no tagged form that reads back. */
export function fromTagged(tagged: Tagged): Value {
  switch (tagged.t) {
    case 'null':
    case 'range':
    case 'function':
      return null;
    case 'untyped':
      return guess(tagged.v);
    case 'boolean':
    case 'string':
      return tagged.v;
    case 'number':
      return numberFromText(tagged.v);
    case 'list':
      return tagged.v.map((item) => fromTagged(item));
    case 'context':
      return contextOf(Object.entries(tagged.v).map(([key, item]) => [key, fromTagged(item)] as const));
    case 'date':
      return parseDate(tagged.v);
    case 'time':
      return parseTime(tagged.v);
    case 'date time':
      return parseDateTime(tagged.v);
    case 'days and time duration':
    case 'years and months duration':
      return parseDuration(tagged.v);
  }
}

/** A value whose source did not tell its type is what its text looks like. */
function guess(text: string): Value {
  if (text === 'true' || text === 'false') return text === 'true';
  return numberFromText(text) ?? parseTemporal(text) ?? text;
}
