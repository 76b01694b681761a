/**
 * The regular expressions of XPath, which the DMN standard names, translated to JavaScript's (`v` flavor). Both agree on
 * the bulk; XPath is stricter about escapes and knows class subtraction, `\i`, `\c` and Unicode blocks.
 */
interface Cursor {
  readonly pattern: string;
  readonly dotAll: boolean;
  at: number;
  /** Numbers of the groups that are closed: only these can be referred back to. */
  readonly closed: Set<number>;
  readonly open: (number | null)[];
  groups: number;
}

/** Thrown for a pattern that XPath refuses. */
class BadPattern extends Error {}

const BLOCKS: Readonly<Record<string, string>> = {
  BasicLatin: '\\u{0}-\\u{7F}',
  'Latin-1Supplement': '\\u{80}-\\u{FF}',
  'LatinExtended-A': '\\u{100}-\\u{17F}',
  'LatinExtended-B': '\\u{180}-\\u{24F}',
  IPAExtensions: '\\u{250}-\\u{2AF}',
  Greek: '\\u{370}-\\u{3FF}',
  GreekandCoptic: '\\u{370}-\\u{3FF}',
  Cyrillic: '\\u{400}-\\u{4FF}',
  Hebrew: '\\u{590}-\\u{5FF}',
  Arabic: '\\u{600}-\\u{6FF}',
  Thai: '\\u{E00}-\\u{E7F}',
  GeneralPunctuation: '\\u{2000}-\\u{206F}',
  CurrencySymbols: '\\u{20A0}-\\u{20CF}',
  Hiragana: '\\u{3040}-\\u{309F}',
  Katakana: '\\u{30A0}-\\u{30FF}',
  CJKUnifiedIdeographs: '\\u{4E00}-\\u{9FFF}',
  HangulSyllables: '\\u{AC00}-\\u{D7AF}',
};

const NAME_START = '[\\p{L}_:]';
const NAME_CHARACTER = '[\\p{L}\\p{N}\\p{M}_:.\\-]';
const VERBATIM = '\\|.-^?*+{}$()[]';

/** Null for a pattern or flags that XPath refuses. */
export function compileXPathRegex(pattern: string, flags: string, global: boolean): RegExp | null {
  if (!/^[smixq]*$/.test(flags)) return null;
  const kept = `${global ? 'g' : ''}${flags.includes('m') ? 'm' : ''}${flags.includes('i') ? 'i' : ''}v`;
  try {
    if (flags.includes('q')) return new RegExp(escapeAll(pattern), kept);
    const text = flags.includes('x') ? withoutSpace(pattern) : pattern;
    return new RegExp(translate(text, flags.includes('s')), kept);
  } catch (error) {
    if (error instanceof BadPattern || error instanceof SyntaxError) return null;
    throw error;
  }
}

const escapeAll = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/&-]/g, '\\$&');

/** The flag `x` drops white space everywhere but in a character class. */
function withoutSpace(pattern: string): string {
  let depth = 0;
  let kept = '';
  let escaped = false;
  for (const character of pattern) {
    if (depth === 0 && /\s/.test(character)) continue;
    if (!escaped && character === '[') depth += 1;
    if (!escaped && character === ']') depth -= 1;
    escaped = !escaped && character === '\\';
    kept += character;
  }
  return kept;
}

function translate(pattern: string, dotAll: boolean): string {
  const cursor: Cursor = { pattern, dotAll, at: 0, closed: new Set(), open: [], groups: 0 };
  let text = '';
  while (cursor.at < pattern.length) text += translateNext(cursor);
  if (cursor.open.length > 0) throw new BadPattern('a group is not closed');
  return text;
}

/** The next character, whole even beyond the basic plane. */
function take(cursor: Cursor): string {
  const code = cursor.pattern.codePointAt(cursor.at);
  if (code === undefined) throw new BadPattern('the pattern ends too early');
  const character = String.fromCodePoint(code);
  cursor.at += character.length;
  return character;
}

function translateNext(cursor: Cursor): string {
  const character = take(cursor);
  switch (character) {
    case '\\':
      return translateEscape(cursor, false);
    case '[':
      return translateClass(cursor);
    case '.':
      return cursor.dotAll ? '[\\s\\S]' : '[^\\n\\r]';
    case '(':
      return openGroup(cursor);
    case ')': {
      const group = cursor.open.pop();
      if (group === undefined) throw new BadPattern('a group was not opened');
      if (group !== null) cursor.closed.add(group);
      return ')';
    }
    case '/':
      return '\\/';
    default:
      return character;
  }
}

function openGroup(cursor: Cursor): string {
  if (cursor.pattern.startsWith('?:', cursor.at)) {
    cursor.at += 2;
    cursor.open.push(null);
    return '(?:';
  }
  if (cursor.pattern.startsWith('?', cursor.at)) throw new BadPattern('XPath has no such group');
  cursor.groups += 1;
  cursor.open.push(cursor.groups);
  return '(';
}

function translateEscape(cursor: Cursor, inClass: boolean): string {
  const character = take(cursor);
  if ('nrtsSdDwW'.includes(character)) return `\\${character}`;
  if (VERBATIM.includes(character)) return `\\${character}`;
  switch (character) {
    case 'i':
      return NAME_START;
    case 'I':
      return `[^${NAME_START}]`;
    case 'c':
      return NAME_CHARACTER;
    case 'C':
      return `[^${NAME_CHARACTER}]`;
    case 'p':
    case 'P':
      return translateProperty(cursor, character === 'P');
    default:
      if (!inClass && /[1-9]/.test(character)) return backReference(cursor, character);
      throw new BadPattern(`XPath has no escape \\${character}`);
  }
}

/** `\12` is group 12 when there are so many groups before it, else group 1 and a 2. */
function backReference(cursor: Cursor, first: string): string {
  let digits = first;
  while (
    /\d/.test(cursor.pattern.charAt(cursor.at)) &&
    Number(digits + cursor.pattern.charAt(cursor.at)) <= cursor.groups
  ) {
    digits += take(cursor);
  }
  if (!cursor.closed.has(Number(digits))) throw new BadPattern(`there is no group ${digits} to refer to`);
  return `(?:\\${digits})`;
}

function translateProperty(cursor: Cursor, negated: boolean): string {
  const end = cursor.pattern.indexOf('}', cursor.at);
  if (!cursor.pattern.startsWith('{', cursor.at) || end < 0) throw new BadPattern('a property has no name');
  const name = cursor.pattern.slice(cursor.at + 1, end);
  cursor.at = end + 1;
  if (!name.startsWith('Is')) return `\\${negated ? 'P' : 'p'}{${name}}`;
  const block = BLOCKS[name.slice(2)];
  if (block === undefined) throw new BadPattern(`no block ${name}`);
  return `[${negated ? '^' : ''}${block}]`;
}

function translateClass(cursor: Cursor): string {
  let text = '';
  const negated = cursor.pattern.startsWith('^', cursor.at);
  if (negated) cursor.at += 1;
  let subtracted = '';
  for (;;) {
    const character = take(cursor);
    if (character === ']') break;
    if (character === '[') throw new BadPattern('a bracket in a class has to be escaped');
    if (character === '-' && cursor.pattern.startsWith('[', cursor.at)) {
      cursor.at += 1;
      subtracted = translateClass(cursor);
      if (take(cursor) !== ']') throw new BadPattern('a subtraction ends its class');
      break;
    }
    text += character === '\\' ? translateEscape(cursor, true) : classCharacter(cursor, character, text === '');
  }
  if (text === '') throw new BadPattern('an empty class');
  const kept = `[${negated ? '^' : ''}${text}]`;
  return subtracted === '' ? kept : `[${kept}--${subtracted}]`;
}

/** A hyphen is itself at the ends of a class and makes a range elsewhere; other signs of the `v` flavor are escaped. */
function classCharacter(cursor: Cursor, character: string, isFirst: boolean): string {
  if (character === '-') return isFirst || cursor.pattern.startsWith(']', cursor.at) ? '\\-' : '-';
  return /[&!#$%*+,.:;<=>?@^`~(){}|/]/.test(character) ? `\\${character}` : character;
}
