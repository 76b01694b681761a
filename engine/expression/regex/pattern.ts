import type { CharacterSet } from './character-set.ts';

/** A regular expression as a tree, whichever syntax it was written in. */
export type Pattern =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | {
      readonly kind: 'repeat';
      readonly body: Pattern;
      readonly min: number;
      /** Null: without end. */
      readonly max: number | null;
      readonly greed: Greed;
    }
  /** Numbered from 1, in the order of the opening brackets. */
  | { readonly kind: 'group'; readonly number: number; readonly body: Pattern }
  /** Matches once, and no other way is tried afterwards. */
  | { readonly kind: 'atomic'; readonly body: Pattern }
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negated: boolean; readonly body: Pattern }
  /** What a group matched. One that has not matched is the empty text in XPath, while Java then finds nothing. */
  | {
      readonly kind: 'reference';
      readonly group: number;
      readonly ignoresCase: boolean;
      readonly emptyWhenUnset: boolean;
    }
  | { readonly kind: 'assertion'; readonly place: Place };

export type Greed = 'greedy' | 'lazy' | 'possessive';

/** Places between characters. `last line` is the text's end or the line break that ends the text. */
export type Place =
  'text start' | 'text end' | 'last line' | 'line start' | 'line end' | 'word boundary' | 'no word boundary';

export interface ParsedPattern {
  readonly pattern: Pattern;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

/** Thrown for a pattern that its syntax refuses; never leaves this folder. */
export class BadPattern extends Error {}
