import { formatTemporal } from '../temporal/format-temporal.ts';
import type { TextStyle } from '../dialect.ts';
import { quote } from '../syntax/literals.ts';
import { FeelContext } from './context.ts';
import { FeelFunction } from './function.ts';
import { isNumber, numberToText } from './number.ts';
import { FeelRange } from './range.ts';
import { DayTimeDuration, YearMonthDuration } from '../temporal/types.ts';
import { isList } from './value.ts';
import type { Value } from './value.ts';

/** What `string(…)` gives: plain text for a string, FEEL's literal form for what is inside a list or context. */
export function textOf(value: Value, style: TextStyle = 'standard'): string {
  return typeof value === 'string' ? value : literalOf(value, style);
}

function literalOf(value: Value, style: TextStyle): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return numberToText(value);
  if (isList(value)) return `[${value.map((item) => literalOf(item, style)).join(', ')}]`;
  if (value instanceof FeelContext) return contextText(value, style);
  if (value instanceof FeelRange) return rangeText(value, style);
  if (value instanceof FeelFunction)
    return `function(${value.parameters.map((parameter) => parameter.name).join(', ')})`;
  if (style === 'camunda' && value instanceof DayTimeDuration && value.nanos === 0n) return 'P0D';
  if (style === 'camunda' && value instanceof YearMonthDuration && value.months === 0) return 'P0Y';
  return formatTemporal(value);
}

function contextText(value: FeelContext, style: TextStyle): string {
  const entries = value.keys().map((key) => {
    const text = literalOf(value.get(key) ?? null, style);
    return style === 'camunda' ? `${key}:${text}` : `${keyOf(key)}: ${text}`;
  });
  return `{${entries.join(', ')}}`;
}

function keyOf(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : quote(key);
}

function rangeText(range: FeelRange, style: TextStyle): string {
  const end = (value: Value): string => literalOf(value, style);
  if (range.relation !== null) return `${range.relation} ${end(range.start ?? null)}`;
  if (range.start === undefined) return `${range.endIncluded ? '<=' : '<'} ${end(range.end ?? null)}`;
  if (range.end === undefined) return `${range.startIncluded ? '>=' : '>'} ${end(range.start)}`;
  const [open, close] = [range.startIncluded ? '[' : '(', range.endIncluded ? ']' : ')'];
  return `${open}${end(range.start)}..${end(range.end)}${close}`;
}
