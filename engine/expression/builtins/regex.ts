/**
 * The regular expressions of XPath (which FEEL names) on those of JavaScript. Both flavors agree on nearly everything;
 * what differs is translated here: the flag `x`, character class subtraction, and anchors of Java's flavor.
 */
export function compileRegex(pattern: string, flags: string, global: boolean): RegExp | null {
  if (!/^[smixq]*$/.test(flags)) return null;
  const literal = flags.includes('q') ? pattern.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&') : pattern;
  const text = translate(flags.includes('x') ? stripSpace(literal) : literal);
  const kept = [...new Set(flags)].filter((flag) => 'smi'.includes(flag)).join('');
  try {
    return new RegExp(text, `${global ? 'g' : ''}${kept}v`);
  } catch {
    return compileLeniently(text, `${global ? 'g' : ''}${kept}`);
  }
}

/** The `v` flavor refuses some classes that the others take, such as `[(]`; the `u` flavor is tried before giving up. */
function compileLeniently(text: string, flags: string): RegExp | null {
  for (const flavor of ['u', '']) {
    try {
      const regex = new RegExp(text, flags + flavor);
      return flavor === '' && /\\[pP]\{|\(\?<?[^:=!<]/.test(text) ? null : isBalanced(text) ? regex : null;
    } catch {
      continue;
    }
  }
  return null;
}

/** Without the `u` flag JavaScript reads a lone bracket as itself, which XPath refuses. */
function isBalanced(text: string): boolean {
  const plain = text.replace(/\\[\s\S]/g, '').replace(/\[\^?\]?[^\]]*\]/g, '');
  return !/[[\]{}]/.test(plain.replace(/\{\d+(,\d*)?\}/g, '')) && !/^[*+?]/.test(plain);
}

function stripSpace(pattern: string): string {
  return pattern.replace(/\\[\s\S]|\s+/g, (token) => (token.startsWith('\\') ? token : ''));
}

function translate(pattern: string): string {
  return pattern
    .replace(/-\[(\^?[^\][]*)\]\]/g, '--[$1]]')
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/\\([^\w\s\\^$.*+?()[\]{}|/&!#%,:;<=>@`~-])/gu, '$1');
}

/** XPath's replacement text: `$1` is a group, `$0` the match, `\$` and `\\` themselves; null when malformed. */
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
