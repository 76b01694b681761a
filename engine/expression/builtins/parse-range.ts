import { compare } from '../operators/order.ts';
import { unquote } from '../syntax/literals.ts';
import { parseDate, parseDateTime, parseDuration, parseTemporal, parseTime } from '../temporal/parse-temporal.ts';
import { numberFromText } from '../values/number.ts';
import { FeelRange } from '../values/range.ts';
import type { Value } from '../values/value.ts';

const RANGE = /^\s*([[\](])\s*([\s\S]*?)\s*\.\.\s*([\s\S]*?)\s*([\][)])\s*$/;

/** `range("[1..5)")`: endpoints are literals of one type, the first not above the second; null otherwise. */
export function parseRange(text: string): FeelRange | null {
  const match = RANGE.exec(text);
  if (match === null) return null;
  const [, open = '', low = '', high = '', close = ''] = match;
  const start = low === '' ? undefined : parseEndpoint(low);
  const end = high === '' ? undefined : parseEndpoint(high);
  if (start === null || end === null) return null;
  const [startIncluded, endIncluded] = [open === '[', close === ']'];
  // An endpoint that is left out is unbounded, so its bracket can only be open.
  if ((start === undefined && startIncluded) || (end === undefined && endIncluded)) return null;
  if (start === undefined && end === undefined) return null;
  if (start !== undefined && end !== undefined) {
    const order = compare(start, end);
    if (order === null || order > 0) return null;
  }
  return new FeelRange(start, startIncluded, end, endIncluded);
}

function parseEndpoint(text: string): Value {
  if (/^"[\s\S]*"$/.test(text)) return unquote(text);
  const at = /^@\s*("[\s\S]*")$/.exec(text);
  if (at !== null) return parseTemporal(unquote(at[1] ?? ''));
  const call = /^(date|time|date and time|duration)\s*\(\s*("[^"]*")\s*\)$/.exec(text);
  if (call === null) return numberFromText(text);
  const literal = unquote(call[2] ?? '');
  switch (call[1]) {
    case 'date':
      return parseDate(literal);
    case 'time':
      return parseTime(literal);
    case 'date and time':
      return parseDateTime(literal);
    default:
      return parseDuration(literal);
  }
}
