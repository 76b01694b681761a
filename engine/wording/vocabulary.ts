import type { Templates, Translated } from './template.ts';

/**
 * How the text in a hole is read; without a reading it is a value (a name, a source text, JSON) and stays as it is.
 * - `message`: another text of a vocabulary that the reader knows
 * - `anything`: such a text, or words of somebody else's, which stay as they are
 * - a vocabulary: a word of that list; `each`: such words separated by commas
 * - a function: gives the Chinese itself, null for a text that cannot stand here
 */
export type HoleReading =
  'message' | 'anything' | Vocabulary | { readonly each: Vocabulary } | ((text: string) => string | null);

/** What a folder can say, in both languages. Holes of one name are read the same way in all its texts. */
export interface Vocabulary<T extends Templates = Templates> {
  readonly english: T;
  readonly chinese: Translated<T>;
  readonly holes: Readonly<Record<string, HoleReading>>;
}

export function vocabulary<const T extends Templates>(
  english: T,
  chinese: Translated<T>,
  holes: Readonly<Record<string, HoleReading>> = {},
): Vocabulary<T> {
  return { english, chinese, holes };
}

/** A value that tells by its form where it ends, e.g. a number; it stays as it is. */
export function formedLike(pattern: RegExp): (text: string) => string | null {
  return (text) => (pattern.test(text) ? text : null);
}
