import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { same } from '#engine/expression/linking.ts';
import { parseDuration } from '#engine/expression/temporal/parse-temporal.ts';
import { fromTagged } from '#engine/expression/values/tagged.ts';
import type { Tagged } from '#engine/expression/values/tagged.ts';
import { taggedSchema } from '#engine/cli/commands/batch/tagged-schema.ts';

export { taggedSchema };
export const taggedContext = z.record(z.string(), taggedSchema);

/** Numbers agree to 8 places, temporal values in what they mean, everything else exactly. */
export function agrees(actual: Tagged, expected: Tagged): boolean {
  if (expected.t === 'untyped') return agreesUntyped(actual, expected.v);
  if (actual.t === 'null' || expected.t === 'null') return actual.t === expected.t;
  if (actual.t === 'list' && expected.t === 'list') return listsAgree(actual.v, expected.v);
  if (actual.t === 'context' && expected.t === 'context') {
    const keys = Object.keys(expected.v);
    return (
      keys.length === Object.keys(actual.v).length && keys.every((key) => entriesAgree(actual.v[key], expected.v[key]))
    );
  }
  if (actual.t !== expected.t) return false;
  switch (expected.t) {
    case 'number':
      return typeof actual.v === 'string' && new Decimal(actual.v).minus(expected.v).abs().lte('1e-8');
    case 'days and time duration':
    case 'years and months duration':
      return typeof actual.v === 'string' && same(durationOf(actual.v), durationOf(expected.v));
    case 'date':
    case 'time':
    case 'date time':
      return same(fromTagged(actual), fromTagged(expected));
    default:
      return actual.v === expected.v;
  }
}

const durationOf = (text: string) => parseDuration(text, { lenient: true });

function listsAgree(actual: readonly Tagged[], expected: readonly Tagged[]): boolean {
  return actual.length === expected.length && expected.every((item, index) => entriesAgree(actual[index], item));
}

function entriesAgree(actual: Tagged | undefined, expected: Tagged | undefined): boolean {
  return actual !== undefined && expected !== undefined && agrees(actual, expected);
}

/** The source of the case did not tell the type: the texts have to agree. */
function agreesUntyped(actual: Tagged, expected: string): boolean {
  if (actual.t === 'null') return expected === '';
  if (actual.t === 'list' || actual.t === 'context') return false;
  return String(actual.v) === expected;
}
