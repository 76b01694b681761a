import { escaped } from './character-set.ts';
import { setOf, take, takeIf } from './cursor.ts';
import type { Cursor, PatternSyntax } from './cursor.ts';
import { BadPattern } from './pattern.ts';
import type { Pattern } from './pattern.ts';

/** Blocks of Unicode by the names of XML Schema; the ones that patterns of business rules can be expected to name. */
export const BLOCKS: Readonly<Record<string, string>> = {
  BasicLatin: '\\u{0}-\\u{7F}',
  'Latin-1Supplement': '\\u{80}-\\u{FF}',
  'LatinExtended-A': '\\u{100}-\\u{17F}',
  'LatinExtended-B': '\\u{180}-\\u{24F}',
  IPAExtensions: '\\u{250}-\\u{2AF}',
  Greek: '\\u{370}-\\u{3FF}',
  GreekandCoptic: '\\u{370}-\\u{3FF}',
  Cyrillic: '\\u{400}-\\u{4FF}',
  Armenian: '\\u{530}-\\u{58F}',
  Hebrew: '\\u{590}-\\u{5FF}',
  Arabic: '\\u{600}-\\u{6FF}',
  Devanagari: '\\u{900}-\\u{97F}',
  Thai: '\\u{E00}-\\u{E7F}',
  Georgian: '\\u{10A0}-\\u{10FF}',
  HangulJamo: '\\u{1100}-\\u{11FF}',
  GeneralPunctuation: '\\u{2000}-\\u{206F}',
  CurrencySymbols: '\\u{20A0}-\\u{20CF}',
  NumberForms: '\\u{2150}-\\u{218F}',
  Arrows: '\\u{2190}-\\u{21FF}',
  MathematicalOperators: '\\u{2200}-\\u{22FF}',
  BoxDrawing: '\\u{2500}-\\u{257F}',
  CJKSymbolsandPunctuation: '\\u{3000}-\\u{303F}',
  Hiragana: '\\u{3040}-\\u{309F}',
  Katakana: '\\u{30A0}-\\u{30FF}',
  Bopomofo: '\\u{3100}-\\u{312F}',
  CJKUnifiedIdeographs: '\\u{4E00}-\\u{9FFF}',
  HangulSyllables: '\\u{AC00}-\\u{D7AF}',
  HalfwidthandFullwidthForms: '\\u{FF00}-\\u{FFEF}',
};

const NAME_START = '\\p{L}_:';
const NAME_CHARACTER = '\\p{L}\\p{N}\\p{M}_:.\\-';
const VERBATIM = '\\|.-^?*+{}$()[]';

/** The regular expressions of XPath, which the DMN standard names. */
export const XPATH_SYNTAX: PatternSyntax = {
  hasPossessive: false,
  reserved: ']{}',
  dot: ({ dotAll }) => (dotAll ? '[\\p{Any}]' : '[^\\n\\r]'),
  anchor(sign, { lines }) {
    const edge = sign === '^' ? 'start' : 'end';
    return { kind: 'assertion', place: lines ? `line ${edge}` : `text ${edge}` };
  },
  escape(cursor) {
    const next = cursor.pattern.charAt(cursor.at);
    return /[1-9]/.test(next) ? backReference(cursor) : setOf(cursor, escapeClass(cursor));
  },
  characterClass: readClass,
  specialGroup() {
    throw new BadPattern('XPath has no such group');
  },
};

function escapeClass(cursor: Cursor): string {
  const character = take(cursor);
  if (VERBATIM.includes(character)) return `[${escaped(character)}]`;
  switch (character) {
    case 'n':
    case 'r':
    case 't':
      return `[\\${character}]`;
    case 's':
      return '[ \\t\\n\\r]';
    case 'S':
      return '[^ \\t\\n\\r]';
    case 'd':
      return '[\\p{Nd}]';
    case 'D':
      return '[^\\p{Nd}]';
    case 'w':
      return '[^\\p{P}\\p{Z}\\p{C}]';
    case 'W':
      return '[\\p{P}\\p{Z}\\p{C}]';
    case 'i':
      return `[${NAME_START}]`;
    case 'I':
      return `[^${NAME_START}]`;
    case 'c':
      return `[${NAME_CHARACTER}]`;
    case 'C':
      return `[^${NAME_CHARACTER}]`;
    case 'p':
    case 'P':
      return propertyClass(cursor, character === 'P');
    default:
      throw new BadPattern(`XPath has no escape \\${character}`);
  }
}

/** `\12` is group 12 when there are so many groups before it, else group 1 and a 2. */
function backReference(cursor: Cursor): Pattern {
  let digits = take(cursor);
  while (
    /\d/.test(cursor.pattern.charAt(cursor.at)) &&
    Number(digits + cursor.pattern.charAt(cursor.at)) <= cursor.groups
  ) {
    digits += take(cursor);
  }
  const group = Number(digits);
  if (!cursor.closed.has(group)) throw new BadPattern(`there is no group ${digits} to refer to`);
  return { kind: 'reference', group, ignoresCase: cursor.modes.ignoresCase, emptyWhenUnset: true };
}

function propertyClass(cursor: Cursor, negated: boolean): string {
  const end = cursor.pattern.indexOf('}', cursor.at);
  if (!cursor.pattern.startsWith('{', cursor.at) || end < 0) throw new BadPattern('a property has no name');
  const name = cursor.pattern.slice(cursor.at + 1, end);
  cursor.at = end + 1;
  if (!name.startsWith('Is')) {
    if (!/^[LMNPZSC][a-z]?$/.test(name)) throw new BadPattern(`no category ${name}`);
    return `[\\${negated ? 'P' : 'p'}{${name}}]`;
  }
  const block = BLOCKS[name.slice(2)];
  if (block === undefined) throw new BadPattern(`no block ${name}`);
  return `[${negated ? '^' : ''}${block}]`;
}

function readClass(cursor: Cursor): string {
  let text = '';
  const negated = takeIf(cursor, '^');
  let subtracted = '';
  for (;;) {
    const character = take(cursor);
    if (character === ']') break;
    if (character === '[') throw new BadPattern('a bracket in a class has to be escaped');
    if (character === '-' && takeIf(cursor, '[')) {
      subtracted = readClass(cursor);
      if (!takeIf(cursor, ']')) throw new BadPattern('a subtraction ends its class');
      break;
    }
    text += character === '\\' ? classEscape(cursor) : classCharacter(cursor, character, text === '');
  }
  if (text === '') throw new BadPattern('an empty class');
  const kept = `[${negated ? '^' : ''}${text}]`;
  return subtracted === '' ? kept : `[${kept}--${subtracted}]`;
}

/** Single characters stand bare, so that they can be the ends of a range. */
function classEscape(cursor: Cursor): string {
  const next = cursor.pattern.charAt(cursor.at);
  if (!VERBATIM.includes(next) || next === '') return escapeClass(cursor);
  return escaped(take(cursor));
}

/** A hyphen is itself at the ends of a class and makes a range elsewhere. */
function classCharacter(cursor: Cursor, character: string, isFirst: boolean): string {
  if (character !== '-') return escaped(character);
  return isFirst || cursor.pattern.startsWith(']', cursor.at) ? escaped('-') : '-';
}
