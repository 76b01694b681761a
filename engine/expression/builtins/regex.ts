import { DIALECTS } from '../dialect.ts';
import { compileRegex } from '../regex/regex.ts';
import type { Regex } from '../regex/regex.ts';
import type { Value } from '../values/value.ts';
import type { Call } from './builtin.ts';
import { say } from '../words/say.ts';

function regexFor(pattern: string, flags: string, { run, site }: Call): Regex | null {
  const regex = compileRegex(pattern, flags, DIALECTS[run.dialect].regexSyntax);
  return regex ?? run.warn(site, 'FUNCTION_INVOCATION_FAILURE', say('builtin.pattern', { pattern }));
}

const spender =
  ({ run }: Call) =>
  (steps: number): void =>
    run.spend(steps);

export function matches(input: string, pattern: string, flags: string, call: Call): Value {
  const regex = regexFor(pattern, flags, call);
  return regex === null ? null : regex.matcher(input, spender(call)).next(0) !== null;
}

export function replace(input: string, pattern: string, replacement: string, flags: string, call: Call): Value {
  const regex = regexFor(pattern, flags, call);
  if (regex === null) return null;
  const isLiteral = flags.includes('q') && DIALECTS[call.run.dialect].regexSyntax === 'xpath';
  const template = isLiteral ? [replacement] : readTemplate(replacement, regex, call);
  if (template === null) {
    return call.run.warn(call.site, 'FUNCTION_INVOCATION_FAILURE', say('builtin.replacement', { replacement }));
  }
  let text = '';
  let from = 0;
  for (const { start, end, groups } of regex.matcher(input, spender(call)).all()) {
    const inserted = template.map((part) => (typeof part === 'string' ? part : (groups[part] ?? ''))).join('');
    text += input.slice(from, start) + inserted;
    from = end;
    call.run.spend(1 + (inserted.length >> 6));
  }
  return text + input.slice(from);
}

/** Java leaves out the empty text before a match of nothing at the very start. */
export function split(text: string, delimiter: string, call: Call): Value {
  const regex = regexFor(delimiter, '', call);
  if (regex === null) return null;
  const isJava = DIALECTS[call.run.dialect].regexSyntax === 'java';
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of regex.matcher(text, spender(call)).all()) {
    if (isJava && end === 0) continue;
    parts.push(text.slice(from, start));
    from = end;
  }
  call.run.spend(parts.length);
  return [...parts, text.slice(from)];
}

export function extract(input: string, pattern: string, call: Call): Value {
  const regex = regexFor(pattern, '', call);
  if (regex === null) return null;
  return Array.from(regex.matcher(input, spender(call)).all(), ({ start, end }) => input.slice(start, end));
}

/** A replacement as texts and numbers of groups. */
type Template = readonly (string | number)[];

const TEMPLATE_PART = /\\([\s\S]?)|\$(?:\{([^}]*)\}|(\d*))|[^\\$]+/g;

/** `$1` is a group, `$0` the match, `\$` and `\\` themselves; null when malformed. */
function readTemplate(text: string, regex: Regex, { run }: Call): Template | null {
  const isJava = DIALECTS[run.dialect].regexSyntax === 'java';
  const parts: (string | number)[] = [];
  for (const [whole, escaped, name, digits] of text.matchAll(TEMPLATE_PART)) {
    if (escaped !== undefined) {
      if (escaped === '' || (!isJava && !'\\$'.includes(escaped))) return null;
      parts.push(escaped);
    } else if (name !== undefined) {
      const group = isJava ? regex.names.get(name) : undefined;
      if (group === undefined) return null;
      parts.push(group);
    } else if (digits !== undefined) {
      const reference = readReference(digits, regex.groups);
      if (reference === null || (isJava && Number(digits.charAt(0)) > regex.groups)) return null;
      parts.push(...reference);
    } else parts.push(whole);
  }
  return parts;
}

/** `$12` is group 12 where there is one, else group 1 followed by a 2; a group that the pattern lacks is empty. */
function readReference(digits: string, groups: number): Template | null {
  if (digits === '') return null;
  for (let length = digits.length; length > 0; length -= 1) {
    const group = Number(digits.slice(0, length));
    if (group <= groups) return [group, digits.slice(length)];
  }
  return [digits.slice(1)];
}
