import { escaped } from './character-set.ts';
import { setOf, take, takeIf, takeMatch } from './cursor.ts';
import type { Cursor, Modes, PatternSyntax } from './cursor.ts';
import { capturing } from './parse-pattern.ts';
import { BadPattern } from './pattern.ts';
import type { Pattern } from './pattern.ts';
import { BLOCKS } from './xpath-syntax.ts';

/** The regular expressions of Java, which Camunda's FEEL takes. */
export const JAVA_SYNTAX: PatternSyntax = {
  hasPossessive: true,
  reserved: '',
  dot: ({ dotAll }) => (dotAll ? '[\\p{Any}]' : '[^\\n\\r\\u{85}\\u{2028}\\u{2029}]'),
  anchor(sign, { lines }) {
    if (sign === '^') return { kind: 'assertion', place: lines ? 'line start' : 'text start' };
    return { kind: 'assertion', place: lines ? 'line end' : 'last line' };
  },
  escape: readEscape,
  characterClass: readClass,
  specialGroup: readSpecialGroup,
};

const SPACE = ' \\t\\n\\v\\f\\r';
const BLANK = ' \\t\\u{a0}\\u{1680}\\u{180e}\\u{2000}-\\u{200a}\\u{202f}\\u{205f}\\u{3000}';
const BREAK = '\\n\\v\\f\\r\\u{85}\\u{2028}\\u{2029}';

const SHORTHANDS: Readonly<Record<string, string>> = {
  d: '[0-9]',
  D: '[^0-9]',
  w: '[a-zA-Z_0-9]',
  W: '[^a-zA-Z_0-9]',
  s: `[${SPACE}]`,
  S: `[^${SPACE}]`,
  h: `[${BLANK}]`,
  H: `[^${BLANK}]`,
  v: `[${BREAK}]`,
  V: `[^${BREAK}]`,
};

const PLACES: Readonly<Record<string, Extract<Pattern, { kind: 'assertion' }>['place']>> = {
  A: 'text start',
  z: 'text end',
  Z: 'last line',
  b: 'word boundary',
  B: 'no word boundary',
};

const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', a: '\u0007', e: '\u001b' };

function readEscape(cursor: Cursor): Pattern {
  const next = cursor.pattern.charAt(cursor.at);
  const place = PLACES[next];
  if (place !== undefined) {
    cursor.at += 1;
    return { kind: 'assertion', place };
  }
  if (/[1-9]/.test(next)) return backReference(cursor);
  if (takeIf(cursor, 'Q')) return quoted(cursor);
  if (takeIf(cursor, 'R')) return lineBreak(cursor);
  if (takeIf(cursor, 'k<')) return namedReference(cursor);
  const shorthand = shorthandClass(cursor);
  return setOf(cursor, shorthand ?? `[${escaped(readCharacterEscape(cursor))}]`);
}

/** `\d`, `\p{…}` and the like; null for an escape that means a single character. */
function shorthandClass(cursor: Cursor): string | null {
  const next = cursor.pattern.charAt(cursor.at);
  const shorthand = SHORTHANDS[next];
  if (shorthand !== undefined) {
    cursor.at += 1;
    return shorthand;
  }
  const match = takeMatch(cursor, /([pP])(?:\{([^}]*)\}|([A-Z]))/y);
  return match === null ? null : propertyClass(match[2] ?? match[3] ?? '', match[1] === 'P');
}

function readCharacterEscape(cursor: Cursor): string {
  const hex = takeMatch(cursor, /x\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})/y);
  if (hex !== null) return codePoint(parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16));
  const octal = takeMatch(cursor, /0([0-3]?[0-7]{1,2})/y);
  if (octal !== null) return codePoint(parseInt(octal[1] ?? '', 8));
  const character = take(cursor);
  const control = CONTROLS[character];
  if (control !== undefined) return control;
  if (character === 'c') return codePoint((take(cursor).codePointAt(0) ?? 0) ^ 64);
  if (/[a-zA-Z0-9]/.test(character)) throw new BadPattern(`Java has no escape \\${character}`);
  return character;
}

function codePoint(code: number): string {
  if (code > 0x10_ff_ff) throw new BadPattern('a code beyond Unicode');
  return String.fromCodePoint(code);
}

/** `\12` is group 12 when there are so many groups before it, else group 1 and a 2. */
function backReference(cursor: Cursor): Pattern {
  let group = Number(take(cursor));
  for (;;) {
    const longer = group * 10 + Number(cursor.pattern.charAt(cursor.at));
    if (!/\d/.test(cursor.pattern.charAt(cursor.at)) || longer > cursor.groups) break;
    group = longer;
    cursor.at += 1;
  }
  return { kind: 'reference', group, ignoresCase: cursor.modes.ignoresCase, emptyWhenUnset: false };
}

function namedReference(cursor: Cursor): Pattern {
  const name = takeMatch(cursor, /([a-zA-Z][a-zA-Z0-9]*)>/y)?.[1] ?? '';
  const group = cursor.names.get(name);
  if (group === undefined) throw new BadPattern(`there is no group ${name} to refer to`);
  return { kind: 'reference', group, ignoresCase: cursor.modes.ignoresCase, emptyWhenUnset: false };
}

/** Everything up to `\E` stands for itself. */
function quoted(cursor: Cursor): Pattern {
  const end = cursor.pattern.indexOf('\\E', cursor.at);
  const text = cursor.pattern.slice(cursor.at, end < 0 ? undefined : end);
  cursor.at = end < 0 ? cursor.pattern.length : end + 2;
  return { kind: 'sequence', parts: Array.from(text, (character) => setOf(cursor, `[${escaped(character)}]`)) };
}

/** `\R`: a line break, CR LF as one. */
function lineBreak(cursor: Cursor): Pattern {
  const pair = { kind: 'sequence', parts: [setOf(cursor, '[\\r]'), setOf(cursor, '[\\n]')] } as const;
  return { kind: 'choice', options: [pair, setOf(cursor, `[${BREAK}]`)] };
}

const POSIX: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\u{0}-\\u{7f}',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '\\u{21}-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{7e}',
  Graph: '\\u{21}-\\u{7e}',
  Print: '\\u{20}-\\u{7e}',
  Blank: ' \\t',
  Cntrl: '\\u{0}-\\u{1f}\\u{7f}',
  XDigit: '0-9a-fA-F',
  Space: SPACE,
  javaLowerCase: '\\p{Lowercase}',
  javaUpperCase: '\\p{Uppercase}',
  javaWhitespace: `${SPACE}\\u{1c}-\\u{1f}\\p{Z}`,
};

function propertyClass(name: string, negated: boolean): string {
  const posix = POSIX[name];
  if (posix !== undefined) return `[${negated ? '^' : ''}${posix}]`;
  const block = /^In_?/.test(name) ? BLOCKS[name.replace(/^In_?|[_ ]/g, '')] : undefined;
  if (block !== undefined) return `[${negated ? '^' : ''}${block}]`;
  const bare = name.replace(/^(Is|general_category=|gc=)/, '');
  const script = /^(?:script|sc)=(\w+)$/.exec(bare)?.[1];
  const candidates = script === undefined ? [bare, `Script=${bare}`] : [`Script=${script}`];
  const known = candidates.find((candidate) => isProperty(candidate));
  if (known === undefined) throw new BadPattern(`no property ${name}`);
  return `[\\${negated ? 'P' : 'p'}{${known}}]`;
}

function isProperty(name: string): boolean {
  try {
    return new RegExp(`\\p{${name}}`, 'v').source !== '';
  } catch {
    return false;
  }
}

/** A class may hold classes, which add to it, and `&&`, which narrows it. */
function readClass(cursor: Cursor): string {
  const negated = takeIf(cursor, '^');
  const operands: string[] = [];
  let text = '';
  let isFirst = true;
  // A hyphen makes a range behind a single character that does not end one already; elsewhere it is itself.
  let canStartRange = false;
  for (;;) {
    if (takeIf(cursor, '&&')) {
      operands.push(text);
      text = '';
      canStartRange = false;
      continue;
    }
    const character = take(cursor);
    if (character === ']' && !isFirst) break;
    isFirst = false;
    if (character === '-' && canStartRange && !/[\]&[]/.test(cursor.pattern.charAt(cursor.at))) {
      text += `-${classPart(cursor, take(cursor)).text}`;
      canStartRange = false;
      continue;
    }
    const part = classPart(cursor, character);
    text += part.text;
    canStartRange = part.isSingle;
  }
  operands.push(text);
  // An operand that is left out narrows nothing, as in `[a-z&&]`.
  const kept = operands.filter((operand) => operand !== '');
  const body = kept.length === 1 ? (kept[0] ?? '') : kept.map((operand) => `[${operand}]`).join('&&');
  return `[${negated ? '^' : ''}${body}]`;
}

function classPart(cursor: Cursor, character: string): { readonly text: string; readonly isSingle: boolean } {
  if (character === '[') return { text: readClass(cursor), isSingle: false };
  if (character !== '\\') return { text: escaped(character), isSingle: true };
  if (takeIf(cursor, 'Q')) return { text: quotedInClass(cursor), isSingle: false };
  const shorthand = shorthandClass(cursor);
  if (shorthand !== null) return { text: shorthand, isSingle: false };
  return { text: escaped(readCharacterEscape(cursor)), isSingle: true };
}

function quotedInClass(cursor: Cursor): string {
  const end = cursor.pattern.indexOf('\\E', cursor.at);
  if (end < 0) throw new BadPattern('a class is not closed');
  const text = cursor.pattern.slice(cursor.at, end);
  cursor.at = end + 2;
  return Array.from(text, escaped).join('');
}

function readSpecialGroup(cursor: Cursor, readBody: () => Pattern): Pattern | null {
  if (takeIf(cursor, '>')) return { kind: 'atomic', body: readBody() };
  for (const [sign, ahead, negated] of LOOKS) {
    if (takeIf(cursor, sign)) return { kind: 'look', ahead, negated, body: readBody() };
  }
  const name = takeMatch(cursor, /<([a-zA-Z][a-zA-Z0-9]*)>/y)?.[1];
  if (name !== undefined) {
    if (cursor.names.has(name)) throw new BadPattern(`two groups ${name}`);
    cursor.names.set(name, cursor.groups + 1);
    return capturing(cursor, readBody);
  }
  const match = takeMatch(cursor, /([imsxudU]*)(?:-([imsxudU]+))?([:)])/y);
  if (match === null) throw new BadPattern('no such group');
  const [, on = '', off = '', end] = match;
  const before = cursor.modes;
  cursor.modes = changed(before, on, off);
  if (end === ')') return null;
  const body = readBody();
  cursor.modes = before;
  return body;
}

const LOOKS = [
  ['=', true, false],
  ['!', true, true],
  ['<=', false, false],
  ['<!', false, true],
] as const;

function changed({ ignoresCase, dotAll, lines }: Modes, on: string, off: string): Modes {
  const mode = (flag: string, now: boolean): boolean => (on.includes(flag) || now) && !off.includes(flag);
  return { ignoresCase: mode('i', ignoresCase), dotAll: mode('s', dotAll), lines: mode('m', lines) };
}
