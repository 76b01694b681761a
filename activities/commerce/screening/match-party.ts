import { jaroWinkler } from './jaro-winkler.ts';
import { isCommon, namePartsOf, soundKey } from './name-parts.ts';

/** Who is looked for. */
export interface Party {
  readonly name: string;
  readonly country: string | null;
  /** Passport, registration or ship numbers, as given. */
  readonly identifiers: readonly string[];
}

export interface ListEntry {
  readonly list: string;
  readonly entryId: string;
  readonly listVersion: string;
  readonly name: string;
  readonly kind: string;
  readonly program: string;
  readonly aliases: readonly string[];
  readonly countries: readonly string[];
  readonly identifiers: readonly string[];
}

export interface PartyMatch {
  readonly score: number;
  /** The spelling of the entry that matched best. */
  readonly matchedName: string;
  readonly identifierHit: boolean;
  /** In words, what raised or lowered the score. */
  readonly reasons: readonly string[];
}

/** Below this two words are different words. */
const sameWord = 0.82;
/** A different country lowers a match, it never clears one: lists know few of a person's countries. */
const otherCountry = 0.05;

/**
 * How much a party looks like an entry, 0 to 1: name parts are aligned whatever their order, each with its best counterpart by
 * spelling or sound; parts that have none weigh against the match, those of the party more than those of the entry, whose
 * further names are often unknown to us. An equal identifier is certainty.
 */
export function matchParty(party: Party, entry: ListEntry): PartyMatch {
  const identifierHit = party.identifiers.some((own) =>
    entry.identifiers.some((listed) => sameIdentifier(own, listed)),
  );
  const spellings = [entry.name, ...entry.aliases].map((name) => ({ name, score: nameScore(party.name, name) }));
  const best = spellings.reduce((top, each) => (each.score > top.score ? each : top));
  const reasons: string[] = [`name ${best.score.toFixed(2)} against "${best.name}"`];
  if (identifierHit)
    return { score: 1, matchedName: best.name, identifierHit, reasons: [...reasons, 'identifier is equal'] };
  let score = best.score;
  if (party.country !== null && entry.countries.length > 0 && !entry.countries.includes(party.country)) {
    score = Math.max(0, score - otherCountry);
    reasons.push('country differs');
  }
  return { score: Math.round(score * 10_000) / 10_000, matchedName: best.name, identifierHit, reasons };
}

function sameIdentifier(a: string, b: string): boolean {
  const plain = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return plain(a).length >= 5 && plain(a) === plain(b);
}

/** The alignment of two names' parts. */
export function nameScore(own: string, listed: string): number {
  const mine = namePartsOf(own).parts;
  const theirs = [...namePartsOf(listed).parts];
  const total = weightOf(mine);
  if (total === 0 || theirs.length === 0) return 0;
  let matched = 0;
  let telling = 0;
  for (const part of [...mine].sort((a, b) => b.length - a.length)) {
    const best = theirs
      .map((candidate, index) => ({ index, similarity: wordSimilarity(part, candidate) }))
      .reduce((top, each) => (each.similarity > top.similarity ? each : top), { index: -1, similarity: 0 });
    if (best.similarity < sameWord) continue;
    theirs.splice(best.index, 1);
    matched += best.similarity * weightOf([part]);
    if (!isCommon(part)) telling += 1;
  }
  const tellingMine = mine.filter((part) => !isCommon(part)).length;
  // One common first name is no match; a party of a single name must equal it, and the entry must have little else.
  if (telling === 0 || (telling === 1 && tellingMine > 1)) return Math.min(0.5, (matched / total) * 0.5);
  const leftOver = weightOf(theirs) / (weightOf(theirs) + total);
  const missing = tellingMine === 1 ? 0.6 : 0.2;
  return Math.max(0, (matched / total) * (1 - missing * leftOver));
}

/** Longer parts tell more; common words almost nothing. */
function weightOf(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + (isCommon(part) ? 0.3 : Math.min(8, Math.max(2, part.length))), 0);
}

function wordSimilarity(a: string, b: string): number {
  const spelling = jaroWinkler(a, b);
  const sound = Math.min(a.length, b.length) >= 3 && soundKey(a) === soundKey(b) ? 0.92 : 0;
  // Very short words are alike by chance.
  if (Math.min(a.length, b.length) <= 2) return a === b ? 1 : 0;
  return Math.max(spelling, sound);
}
