/** Names that an expression may use although they hold characters or keywords the grammar would read otherwise. */
export interface KnownNames {
  readonly [name: string]: KnownNames | true;
}

/** One space between the words of a name, none at its ends: how FEEL compares names. */
export function normalizeName(name: string): string {
  return name.trim().replace(/[\s\u0085\u00a0\ufeff]+/g, ' ');
}

const KEYWORDS: ReadonlySet<string> = new Set([
  'and',
  'between',
  'else',
  'every',
  'external',
  'false',
  'for',
  'function',
  'if',
  'in',
  'instance',
  'not',
  'null',
  'of',
  'or',
  'return',
  'satisfies',
  'some',
  'then',
  'true',
]);

export function isKeyword(name: string): boolean {
  return KEYWORDS.has(name);
}

/** Whether a name can stand in an expression as it is, without backticks and without being announced. */
export function isPlainName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !KEYWORDS.has(name);
}

/** Calls whose names hold a keyword; the grammar has to be told of them. */
export const KEYWORD_NAMES: KnownNames = { 'get or else': true, 'years and months duration': true };
