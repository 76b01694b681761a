import type { FeelNumber } from '../values/number.ts';
import type { Value } from '../values/value.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { builtin, overload } from './builtin.ts';
import type { Builtin, Call } from './builtin.ts';
import { integer, nullable, optional, string } from './params.ts';
import { extract, matches, replace, split } from './regex.ts';

/** FEEL counts characters, not UTF-16 units: 🐎 is one. */
function charactersOf(text: string): readonly string[] {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text.split('');
}

function lengthOf(text: string): FeelNumber {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length;
}

function substring(text: string, start: number, length: number | undefined): Value {
  const characters = charactersOf(text);
  if (start === 0 || (length !== undefined && length < 0)) return null;
  const from = start > 0 ? start - 1 : Math.max(characters.length + start, 0);
  return characters.slice(from, length === undefined ? undefined : from + length).join('');
}

function before(text: string, match: string): string {
  const index = text.indexOf(match);
  return index < 0 ? '' : text.slice(0, index);
}

function after(text: string, match: string): string {
  const index = text.indexOf(match);
  return index < 0 ? '' : text.slice(index + match.length);
}

/** White space as Java counts it, whose functions Camunda's are: a no-break space is none, U+001C to U+001F are. */
function isBlank(text: string): boolean {
  return Array.from(text).every((character) => {
    const code = character.charCodeAt(0);
    return code <= 0x1f ? (code >= 9 && code <= 13) || code >= 0x1c : /[^\S\u00a0\u2007\u202f\ufeff]/.test(character);
  });
}

/** What Java trims: every character up to the space. By hand, since an expression for the end would look at each gap anew. */
function trim(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && text.charCodeAt(from) <= 0x20) from += 1;
  while (to > from && text.charCodeAt(to - 1) <= 0x20) to -= 1;
  return text.slice(from, to);
}

/** Version 7, as Camunda's: 48 bits of time, then random bits, here both from the input's clock and source. */
function uuid({ run }: Call): string {
  const { now, random } = run.environment;
  const time = Math.floor(now).toString(16).padStart(12, '0').slice(-12);
  const digit = (): string => Math.floor(random() * 16).toString(16);
  const digits = (count: number): string => Array.from({ length: count }, digit).join('');
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-${variant}${digits(3)}-${digits(12)}`;
}

const test = (name: string, holds: (text: string, match: string) => boolean): Builtin =>
  builtin(
    name,
    overload([string('string'), string('match')], ([text, match]) => holds(text, match)),
  );

export const STRING_BUILTINS: readonly Builtin[] = [
  builtin(
    'substring',
    overload([string('string'), integer('start position'), optional(integer('length'))], ([text, start, length]) =>
      substring(text, start, length),
    ),
  ),
  builtin(
    'string length',
    overload([string('string')], ([text]) => lengthOf(text)),
  ),
  builtin(
    'upper case',
    overload([string('string')], ([text]) => text.toUpperCase()),
  ),
  builtin(
    'lower case',
    overload([string('string')], ([text]) => text.toLowerCase()),
  ),
  builtin(
    'substring before',
    overload([string('string'), string('match')], ([text, match]) => before(text, match)),
  ),
  builtin(
    'substring after',
    overload([string('string'), string('match')], ([text, match]) => after(text, match)),
  ),
  test('contains', (text, match) => text.includes(match)),
  test('starts with', (text, match) => text.startsWith(match)),
  test('ends with', (text, match) => text.endsWith(match)),
  builtin(
    'matches',
    overload(
      [string('input'), string('pattern'), optional(nullable(string('flags')))],
      ([input, pattern, flags], call) => matches(input, pattern, flags ?? '', call),
    ),
  ),
  builtin(
    'replace',
    overload(
      [string('input'), string('pattern'), string('replacement'), optional(nullable(string('flags')))],
      ([input, pattern, replacement, flags], call) => replace(input, pattern, replacement, flags ?? '', call),
    ),
  ),
  builtin(
    'split',
    overload([string('string'), string('delimiter')], ([text, delimiter], call) => split(text, delimiter, call)),
  ),
  builtin(
    'extract',
    overload([string('input'), string('pattern')], ([input, pattern], call) => extract(input, pattern, call)),
  ),
  builtin(
    'trim',
    overload([string('string')], ([text]) => trim(text)),
  ),
  builtin(
    'is blank',
    overload([string('string')], ([text]) => isBlank(text)),
  ),
  builtin(
    'uuid',
    overload([], (_none, call) => uuid(call)),
  ),
  builtin(
    'to base64',
    overload([string('value')], ([value]) => toBase64(value)),
  ),
  builtin(
    'from base64',
    overload([string('value')], ([value]) => fromBase64(value)),
  ),
];
