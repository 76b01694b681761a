import { DIALECTS } from '../dialect.ts';
import { textOf } from '../values/format.ts';
import { fromJson, toJsonText } from '../values/convert-json.ts';
import { numberFromText } from '../values/number.ts';
import type { Value } from '../values/value.ts';
import { builtin, overload } from './builtin.ts';
import type { Builtin, Call } from './builtin.ts';
import { any, nullable, optional, string } from './params.ts';
import { say } from '../words/say.ts';

/** `grouping` signs are dropped and the `decimal` sign read as a point; null for signs that FEEL does not allow. */
function parseNumber(text: string, grouping: string | null, decimal: string | null): Value {
  if (grouping !== null && ![' ', ',', '.'].includes(grouping)) return null;
  if (decimal !== null && ![',', '.'].includes(decimal)) return null;
  if (grouping !== null && grouping === decimal) return null;
  const ungrouped = grouping === null ? text : text.replaceAll(grouping, '');
  return numberFromText(decimal === null ? ungrouped : ungrouped.replaceAll(decimal, '.'));
}

function parseJson(text: string, { run, site }: Call): Value {
  try {
    return fromJson(JSON.parse(text));
  } catch {
    return run.warn(site, 'FUNCTION_INVOCATION_FAILURE', say('builtin.json'));
  }
}

const told = (name: string) => optional(any(name));

/** Marks an input that a language model fills in, and what the model is told of it; the value is what it is (Camunda's FEEL). */
const fromAiBuiltin = builtin(
  'fromAi',
  overload([any('value'), told('description'), told('type'), told('schema'), told('options')], ([value]) => value),
);

export const CONVERSION_BUILTINS: readonly Builtin[] = [
  fromAiBuiltin,
  builtin(
    'string',
    overload([any('from')], ([from], { run }) =>
      from === null ? null : textOf(from, DIALECTS[run.dialect].textStyle),
    ),
  ),
  builtin(
    'number',
    overload([string('from')], ([from]) => numberFromText(from)),
    overload([string('from'), nullable(string('grouping separator'))], ([from, grouping]) =>
      parseNumber(from, grouping, null),
    ),
    overload(
      [string('from'), nullable(string('grouping separator')), nullable(string('decimal separator'))],
      ([from, grouping, decimal]) => parseNumber(from, grouping, decimal),
    ),
  ),
  builtin(
    'from json',
    overload([nullable(string('json'))], ([json], call) => (json === null ? null : parseJson(json, call))),
  ),
  builtin(
    'to json',
    overload([any('value')], ([value]) => toJsonText(value)),
  ),
];
