import type { Dialect } from '../contract.ts';
import { compileXPathRegex } from './xpath-regex.ts';

/** DMN names XPath's regular expressions; Camunda's FEEL takes Java's, which are nearly JavaScript's. Null when malformed. */
export function compileRegex(pattern: string, flags: string, global: boolean, dialect: Dialect): RegExp | null {
  return dialect === 'dmn' ? compileXPathRegex(pattern, flags, global) : compileJavaRegex(pattern, flags, global);
}

function compileJavaRegex(pattern: string, flags: string, global: boolean): RegExp | null {
  const text = (flags.includes('x') ? withoutComments(pattern) : pattern)
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/([*+?}])\+/g, '$1');
  const kept = `${global ? 'g' : ''}${['s', 'm', 'i'].filter((flag) => flags.includes(flag)).join('')}`;
  // The `u` flavor refuses escapes such as `\-` that Java takes.
  for (const flavor of ['u', '']) {
    try {
      return new RegExp(text, kept + flavor);
    } catch {
      continue;
    }
  }
  return null;
}

/** Java's flag `x`: white space and comments to the end of a line do not count. */
function withoutComments(pattern: string): string {
  return pattern.replace(/\\[\s\S]|\s+|#[^\n]*/g, (token) => (token.startsWith('\\') ? token : ''));
}

/** `$1` is a group, `$0` the match, `\$` and `\\` themselves; null when malformed. */
export function replaceAll(input: string, regex: RegExp, replacement: string): string | null {
  if (/\\(?![\\$])/.test(replacement)) return null;
  return input.replace(regex, (...parts: (string | number | undefined)[]) => {
    const groups = parts.slice(
      0,
      parts.findIndex((part) => typeof part === 'number'),
    );
    return replacement.replace(/\\([\\$])|\$(\d+)/g, (token: string, escaped?: string, digits?: string) => {
      if (escaped !== undefined) return escaped;
      return digits === undefined ? token : expandGroup(digits, groups);
    });
  });
}

/** `$12` is group 12 where there is one, else group 1 followed by a 2. */
function expandGroup(digits: string, groups: readonly (string | number | undefined)[]): string {
  for (let length = digits.length; length > 0; length -= 1) {
    const index = Number(digits.slice(0, length));
    if (index < groups.length) return `${groups[index] ?? ''}${digits.slice(length)}`;
  }
  return digits.slice(1);
}
