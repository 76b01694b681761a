import { BadPattern } from './pattern.ts';

/** Which characters one place of a pattern takes, by code point. */
export interface CharacterSet {
  has(code: number): boolean;
}

const ASCII = 128;

/** Sets by their text; patterns repeat the same few, and each holds a table. */
const known = new Map<string, CharacterSet>();
const KNOWN_LIMIT = 2000;

/**
 * The set that a class of JavaScript's `v` flavor describes, e.g. `[\u{61}-\u{7a}--[\u{62}]]`. The host's expression only
 * ever sees one character, so it cannot run away. Throws `BadPattern` for a class that makes no sense, e.g. `[z-a]`.
 */
export function characterSet(text: string, ignoresCase: boolean): CharacterSet {
  const key = `${ignoresCase ? 'i' : ''}${text}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = makeSet(hostClass(text, ignoresCase));
  if (known.size >= KNOWN_LIMIT) known.clear();
  known.set(key, made);
  return made;
}

function hostClass(text: string, ignoresCase: boolean): RegExp {
  try {
    return new RegExp(`^${text}$`, ignoresCase ? 'iv' : 'v');
  } catch {
    throw new BadPattern(`no class ${text}`);
  }
}

function makeSet(host: RegExp): CharacterSet {
  const table = Uint8Array.from({ length: ASCII }, (_, code) => (host.test(String.fromCharCode(code)) ? 1 : 0));
  return { has: (code) => (code < ASCII ? table[code] === 1 : host.test(String.fromCodePoint(code))) };
}

/** One character, as it stands in a class of JavaScript's `v` flavor. */
export function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
