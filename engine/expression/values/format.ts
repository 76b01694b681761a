import { formatTemporal } from '../temporal/format-temporal.ts';
import { quote } from '../syntax/literals.ts';
import { FeelContext } from './context.ts';
import { FeelFunction } from './function.ts';
import { isNumber, numberToText } from './number.ts';
import { FeelRange } from './range.ts';
import { DayTimeDuration, YearMonthDuration } from '../temporal/types.ts';
import { isList } from './value.ts';
import type { Value } from './value.ts';

/** What `string(…)` gives: plain text for a string, FEEL's literal form for what is inside a list or context. */
export function textOf(value: Value): string {
  return typeof value === 'string' ? value : literalOf(value);
}

/** As `textOf`, in the words of Camunda's FEEL, which writes a duration of nothing as `P0D` or `P0Y`. */
export function camundaTextOf(value: Value): string {
  if (value instanceof DayTimeDuration && value.nanos === 0n) return 'P0D';
  if (value instanceof YearMonthDuration && value.months === 0) return 'P0Y';
  return textOf(value);
}

function literalOf(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return numberToText(value);
  if (isList(value)) return `[${value.map((item) => literalOf(item)).join(', ')}]`;
  if (value instanceof FeelContext) {
    return `{${value
      .keys()
      .map((key) => `${keyOf(key)}: ${literalOf(value.get(key) ?? null)}`)
      .join(', ')}}`;
  }
  if (value instanceof FeelRange) return rangeText(value);
  if (value instanceof FeelFunction)
    return `function(${value.parameters.map((parameter) => parameter.name).join(', ')})`;
  return formatTemporal(value);
}

function keyOf(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : quote(key);
}

function rangeText(range: FeelRange): string {
  if (range.relation !== null) return `${range.relation} ${literalOf(range.start ?? null)}`;
  if (range.start === undefined) return `${range.endIncluded ? '<=' : '<'} ${literalOf(range.end ?? null)}`;
  if (range.end === undefined) return `${range.startIncluded ? '>=' : '>'} ${literalOf(range.start)}`;
  const [open, close] = [range.startIncluded ? '[' : '(', range.endIncluded ? ']' : ')'];
  return `${open}${literalOf(range.start)}..${literalOf(range.end)}${close}`;
}
