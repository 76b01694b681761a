import { BadPattern } from './pattern.ts';
import type { Pattern } from './pattern.ts';
import { characterSet } from './character-set.ts';

/** What holds from here to the end of the group; Java's `(?i)` changes it on the way. */
export interface Modes {
  readonly ignoresCase: boolean;
  /** `.` takes line breaks, too. */
  readonly dotAll: boolean;
  /** `^` and `$` stand at line breaks, too. */
  readonly lines: boolean;
}

/** A pattern while it is read. */
export interface Cursor {
  readonly pattern: string;
  readonly syntax: PatternSyntax;
  at: number;
  modes: Modes;
  groups: number;
  depth: number;
  readonly names: Map<string, number>;
  /** Numbers of the groups that are closed. */
  readonly closed: Set<number>;
}

/** What one syntax has of its own; the rest (choices, groups, quantifiers) is the same in all. */
export interface PatternSyntax {
  readonly hasPossessive: boolean;
  /** Signs that mean nothing by themselves and may not stand alone, beside `*`, `+` and `?`. */
  readonly reserved: string;
  dot(modes: Modes): string;
  anchor(sign: '^' | '$', modes: Modes): Pattern;
  /** Behind a backslash. */
  escape(cursor: Cursor): Pattern;
  /** Behind an opening bracket; gives a class of JavaScript's `v` flavor. */
  characterClass(cursor: Cursor): string;
  /** Behind `(?`; null for a group that only changes the modes from here on. */
  specialGroup(cursor: Cursor, readBody: () => Pattern): Pattern | null;
}

/** The next character, whole even beyond the basic plane. */
export function take(cursor: Cursor): string {
  const code = cursor.pattern.codePointAt(cursor.at);
  if (code === undefined) throw new BadPattern('the pattern ends too early');
  const character = String.fromCodePoint(code);
  cursor.at += character.length;
  return character;
}

/** Steps over `text` when it comes next. */
export function takeIf(cursor: Cursor, text: string): boolean {
  if (!cursor.pattern.startsWith(text, cursor.at)) return false;
  cursor.at += text.length;
  return true;
}

/** Steps over what `regex` (a sticky one) finds here. */
export function takeMatch(cursor: Cursor, regex: RegExp): RegExpExecArray | null {
  regex.lastIndex = cursor.at;
  const match = regex.exec(cursor.pattern);
  if (match !== null) cursor.at += match[0].length;
  return match;
}

export function setOf(cursor: Cursor, classText: string): Pattern {
  return { kind: 'set', set: characterSet(classText, cursor.modes.ignoresCase) };
}
