import type { Cursor, Modes, PatternSyntax } from './cursor.ts';
import { setOf, take, takeIf, takeMatch } from './cursor.ts';
import { escaped } from './character-set.ts';
import { BadPattern } from './pattern.ts';
import type { Greed, ParsedPattern, Pattern } from './pattern.ts';

/** Groups in groups; the reader and the matcher recurse this deep. */
const MAX_DEPTH = 100;
/** What a counted quantifier may ask for. */
const MAX_COUNT = 1000;

const EMPTY: Pattern = { kind: 'sequence', parts: [] };

/** Throws `BadPattern` for a pattern that the syntax refuses. */
export function parsePattern(pattern: string, syntax: PatternSyntax, modes: Modes): ParsedPattern {
  const cursor: Cursor = {
    pattern,
    syntax,
    modes,
    at: 0,
    groups: 0,
    depth: 0,
    names: new Map(),
    closed: new Set(),
  };
  const read = readChoice(cursor);
  if (cursor.at < pattern.length) throw new BadPattern('a group was not opened');
  return { pattern: read, groups: cursor.groups, names: cursor.names };
}

/** Each character stands for itself. */
export function literalPattern(text: string, modes: Modes, syntax: PatternSyntax): ParsedPattern {
  const cursor: Cursor = {
    pattern: text,
    syntax,
    modes,
    at: 0,
    groups: 0,
    depth: 0,
    names: new Map(),
    closed: new Set(),
  };
  const parts: Pattern[] = [];
  while (cursor.at < text.length) parts.push(setOf(cursor, `[${escaped(take(cursor))}]`));
  return { pattern: { kind: 'sequence', parts }, groups: 0, names: new Map() };
}

/** Up to the end or a closing bracket. Modes that change inside end with it. */
function readChoice(cursor: Cursor): Pattern {
  const { modes } = cursor;
  cursor.depth += 1;
  if (cursor.depth > MAX_DEPTH) throw new BadPattern(`more than ${MAX_DEPTH} groups in each other`);
  const options = [readSequence(cursor)];
  while (takeIf(cursor, '|')) options.push(readSequence(cursor));
  cursor.depth -= 1;
  cursor.modes = modes;
  const [only] = options;
  return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
}

function readSequence(cursor: Cursor): Pattern {
  const parts: Pattern[] = [];
  while (cursor.at < cursor.pattern.length && !'|)'.includes(cursor.pattern.charAt(cursor.at))) {
    const atom = readAtom(cursor);
    parts.push(atom === null ? EMPTY : readQuantifiers(cursor, atom));
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: 'sequence', parts };
}

function readAtom(cursor: Cursor): Pattern | null {
  const character = take(cursor);
  const { syntax, modes } = cursor;
  switch (character) {
    case '\\':
      return syntax.escape(cursor);
    case '[':
      return setOf(cursor, syntax.characterClass(cursor));
    case '.':
      return setOf(cursor, syntax.dot(modes));
    case '^':
    case '$':
      return syntax.anchor(character, modes);
    case '(':
      return readGroup(cursor);
    default:
      if (`*+?${syntax.reserved}`.includes(character))
        throw new BadPattern(`nothing that ${character} could stand for`);
      return setOf(cursor, `[${escaped(character)}]`);
  }
}

function readGroup(cursor: Cursor): Pattern | null {
  const readBody = (): Pattern => {
    const body = readChoice(cursor);
    if (!takeIf(cursor, ')')) throw new BadPattern('a group is not closed');
    return body;
  };
  if (takeIf(cursor, '?:')) return readBody();
  if (takeIf(cursor, '?')) return cursor.syntax.specialGroup(cursor, readBody);
  return capturing(cursor, readBody);
}

export function capturing(cursor: Cursor, readBody: () => Pattern): Pattern {
  cursor.groups += 1;
  const number = cursor.groups;
  const body = readBody();
  cursor.closed.add(number);
  return { kind: 'group', number, body };
}

const COUNT = /\{(\d+)(,(\d*))?\}/y;

function readQuantifiers(cursor: Cursor, atom: Pattern): Pattern {
  const bounds = readBounds(cursor);
  if (bounds === null) return atom;
  const greed: Greed = takeIf(cursor, '?')
    ? 'lazy'
    : cursor.syntax.hasPossessive && takeIf(cursor, '+')
      ? 'possessive'
      : 'greedy';
  if (/[*+?{]/.test(cursor.pattern.charAt(cursor.at))) throw new BadPattern('a quantifier behind a quantifier');
  return { kind: 'repeat', body: atom, ...bounds, greed };
}

function readBounds(cursor: Cursor): { readonly min: number; readonly max: number | null } | null {
  if (takeIf(cursor, '*')) return { min: 0, max: null };
  if (takeIf(cursor, '+')) return { min: 1, max: null };
  if (takeIf(cursor, '?')) return { min: 0, max: 1 };
  const match = takeMatch(cursor, COUNT);
  if (match === null) {
    if (cursor.pattern.charAt(cursor.at) === '{') throw new BadPattern('a count is not readable');
    return null;
  }
  const [, from = '0', comma, to = ''] = match;
  const min = Number(from);
  const max = comma === undefined ? min : to === '' ? null : Number(to);
  if (max !== null && max < min) throw new BadPattern('a count ends below its start');
  if (min > MAX_COUNT || (max ?? 0) > MAX_COUNT) throw new BadPattern(`a count above ${MAX_COUNT}`);
  return { min, max };
}
