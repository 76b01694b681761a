import type { Language } from '#engine/contracts/language.ts';
import { waysToCut } from './match.ts';
import { fill, type Pattern, patternOf } from './template.ts';
import type { HoleReading, Vocabulary } from './vocabulary.ts';

/** A text found again: filling the English template of `key` with `values` gives it, letter for letter. */
export interface Reading {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
  /** The text in Chinese, with what is read inside its holes. */
  readonly chinese: string;
}

export interface Reader {
  /** Ways to read a text, the likeliest first; none = nobody here says such a thing. */
  readonly readings: (text: string) => Generator<Reading>;
  /** The text in a person's language; as it is, where nothing here says it. */
  readonly inLanguage: (text: string, language: Language) => string;
}

interface Entry {
  readonly key: string;
  readonly pattern: Pattern;
  readonly chinese: Pattern;
  readonly holes: Vocabulary['holes'];
  readonly weight: number;
}

interface HoleWords {
  readonly text: string;
  /** False for words that come from somebody else. */
  readonly isUnderstood: boolean;
}

/** Longer texts are no messages of ours, and looking at them from every side would take long. */
const longest = 20_000;
/** A reason in a reason in a reason: deeper ones are shown as they are. */
const deepest = 6;

/**
 * Finds the templates of messages again, to show them in another language. Messages travel and are kept as English text: in
 * histories and under digests they can carry no key beside them. What says the most words of its own is asked first.
 */
export function readerOf(vocabularies: readonly Vocabulary[]): Reader {
  // Compiled at the first use: whoever reads English needs none of it.
  let compiled: readonly Entry[] | null = null;
  const lists = new Map<Vocabulary, readonly Entry[]>();
  const all = (): readonly Entry[] => (compiled ??= vocabularies.flatMap(entriesOf).sort(byWeight));
  const listed = (list: Vocabulary): readonly Entry[] => {
    const known = lists.get(list) ?? [...entriesOf(list)].sort(byWeight);
    lists.set(list, known);
    return known;
  };

  function* readIn(entries: readonly Entry[], text: string, depth: number): Generator<Reading> {
    if (text.length > longest || depth > deepest) return;
    // A reading that understands all is likelier than one with somebody else's words inside.
    for (const understood of [true, false]) {
      for (const entry of entries) yield* readAs(entry, text, understood, depth);
    }
  }

  function* readAs(entry: Entry, text: string, understood: boolean, depth: number): Generator<Reading> {
    const { key, pattern, chinese, holes } = entry;
    for (const way of waysToCut(pattern, text)) {
      const words = way.map((value, index) => wordsIn(holes[pattern.holes[index] ?? ''], value, depth));
      if (words.includes(null) || words.every((word) => word?.isUnderstood !== false) !== understood) continue;
      const named = (texts: readonly string[]) =>
        Object.fromEntries(texts.map((text, index) => [pattern.holes[index] ?? '', text]));
      yield { key, values: named(way), chinese: fill(chinese, named(words.map((word) => word?.text ?? ''))) };
    }
  }

  /** What stands in a hole, in Chinese; null for what cannot stand there. */
  function wordsIn(reading: HoleReading | undefined, value: string, depth: number): HoleWords | null {
    if (reading === undefined) return { text: value, isUnderstood: true };
    if (reading === 'message' || reading === 'anything') {
      const text = first(readIn(all(), value, depth + 1));
      if (text !== null) return { text, isUnderstood: true };
      return reading === 'anything' ? { text: value, isUnderstood: false } : null;
    }
    if (typeof reading === 'function') {
      const text = reading(value);
      return text === null ? null : { text, isUnderstood: true };
    }
    const isList = 'each' in reading;
    const list = listed(isList ? reading.each : reading);
    const words = (isList ? value.split(', ') : [value]).map((word) => first(readIn(list, word, depth + 1)));
    return words.includes(null) ? null : { text: words.join('、'), isUnderstood: true };
  }

  return {
    readings: (text) => readIn(all(), text, 0),
    inLanguage: (text, language) => (language === 'en' ? text : (first(readIn(all(), text, 0)) ?? text)),
  };
}

function first(readings: Generator<Reading>): string | null {
  for (const { chinese } of readings) return chinese;
  return null;
}

function entriesOf({ english, chinese, holes }: Vocabulary): readonly Entry[] {
  return Object.entries(english).map(([key, template]) => {
    const pattern = patternOf(template);
    const weight = pattern.literals.join('').length;
    return { key, pattern, chinese: patternOf(chinese[key] ?? template), holes, weight };
  });
}

function byWeight(one: Entry, other: Entry): number {
  return other.weight - one.weight;
}
