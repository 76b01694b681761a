import { parser, trackVariables } from 'lezer-feel';
import type { KnownNames } from './names.ts';

/**
 * Tells the grammar's tokenizer which names are in scope where it reads, so that `a-b` is one name behind `{a-b: 1}` and a
 * difference elsewhere. The library's own tracker does the work; two things are put right on its way (and readings weighed, see `weigh`):
 *
 * - It enters a list at each `[` but leaves it behind lists only. A range that begins with `[` has to leave it too, or what
 *   stands behind the range counts as its items: names get lost, and the range's ends become names.
 * - It announces every name, and an announced word is a keyword no longer: beside a key `of`, `x instance of number` could
 *   not be read. The grammar reads a single word without being told of it, so only names of several tokens are announced.
 */
export function trackNames(known: KnownNames): ReturnType<typeof trackVariables> {
  const tracker: object = trackVariables(known);
  if (!isTracking(tracker)) throw new Error('lezer-feel tracks names in a way that is not known here');
  const { start, reduce } = tracker;
  const pruned = new WeakSet<Set<string>>();
  const prune = (scope: Scope): void => {
    const { keys } = scope.contextCache();
    if (pruned.has(keys)) return;
    for (const key of keys) if (isSingleToken(key)) keys.delete(key);
    pruned.add(keys);
  };
  prune(start);
  return {
    ...tracker,
    reduce: (scope: Scope, term: number, stack: object, input: Input): Scope => {
      const leavesList = term === TERMS.range && input.next === OPENING_BRACKET;
      const next = reduce(scope, leavesList ? TERMS.list : term, stack, input);
      const startsDate = term === TERMS.dateConstructor && input.next === LETTER_D;
      if (term === TERMS.list || startsDate) weigh(stack, 1);
      else if (TERMS.nameParts.has(term) && NAME_SYMBOLS.includes(String.fromCharCode(input.next))) weigh(stack, -1);
      // Behind a point nothing but a name can stand, even one that is a keyword elsewhere: `{then: 1}.then`.
      if (next.context !== scope.context && next.name !== 'PathExpression') prune(next);
      return next;
    },
  };
}

/**
 * Gives one reading of the text a lead over the others that the parser follows beside it. After some 125 nodes without a
 * decision the parser keeps the reading of the highest score, and among equals the one of most nodes, which may be the wrong
 * one. So the likely reading gets a lead: in `[]` an empty list, not a range open on the left (`[]1..2]]`); in `date and
 * time(…)` one function, not the name `date` and a time; in `f(a * 2 + b` a sum, not an argument's name with signs in it
 * (`f(a * 2 + b: 1)`). Short texts are read the same with and without.
 */
function weigh(reading: object, lead: number): void {
  if ('score' in reading && typeof reading.score === 'number') reading.score += lead;
}

/** What the library keeps for one place of a text. */
interface Scope {
  /** The construct it stands in, named as the grammar names it. */
  readonly name: string;
  /** Another object as soon as other names are in scope. */
  readonly context: object;
  /** The names that the tokenizer looks up, with one space between their tokens: `a - b`. */
  contextCache(): { readonly keys: Set<string> };
}

/** The text that is being read; `next` is the code of the character at the start of what was just understood. */
interface Input {
  readonly next: number;
}

/** What a tracker is made of, which the library's types keep to themselves. */
interface Tracking {
  readonly start: Scope;
  readonly reduce: (scope: Scope, term: number, stack: object, input: Input) => Scope;
}

function isTracking(tracker: object): tracker is Tracking {
  return 'start' in tracker && 'reduce' in tracker && typeof tracker.reduce === 'function';
}

const isSingleToken = (key: string): boolean => !key.includes(' ');

const OPENING_BRACKET = '['.charCodeAt(0);
const LETTER_D = 'd'.charCodeAt(0);

/** What a name may hold between its words. */
const NAME_SYMBOLS = "./-'+*^";

const TERMS = {
  range: termNamed('Interval'),
  list: termNamed('List'),
  dateConstructor: termNamed('DateTimeConstructor'),
  nameParts: new Set(termsNamed('Identifier')),
};

function termsNamed(name: string): number[] {
  return parser.nodeSet.types.filter((type) => type.name === name).map(({ id }) => id);
}

function termNamed(name: string): number {
  const [term] = termsNamed(name);
  if (term === undefined) throw new Error(`lezer-feel knows no ${name}`);
  return term;
}
