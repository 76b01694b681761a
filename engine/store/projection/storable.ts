/** Postgres refuses NUL in text, and a lone surrogate is no UTF-8: both become U+FFFD in columns that people search. */
export function storableText(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

export function storableOrNull(text: string | null): string | null {
  return text === null ? null : storableText(text);
}

/** First 256 characters of a value's JSON text, for search only. */
export function searchText(json: string): string {
  return storableText(json.slice(0, 256));
}

// What timestamptz holds ends in the year 294276; JSON dates beyond ±8.64e15 ms do not exist.
const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

let lastTold = { at: 0, text: new Date(0).toISOString() };

/**
 * Epoch milliseconds as ISO-8601 text. Instants that no calendar holds become the year 9999. What happens in one workflow
 * task has one instant, which is written down once.
 */
export function storableInstant(at: number): string {
  if (at === lastTold.at) return lastTold.text;
  const held = Number.isFinite(at) ? Math.min(Math.max(at, 0), lastInstant) : lastInstant;
  lastTold = { at, text: new Date(held).toISOString() };
  return lastTold.text;
}

/** An ISO-8601 date-time with offset as an instant; null when it is none. */
export function parseInstant(text: string | null): string | null {
  if (text === null) return null;
  const at = Date.parse(text.replace(/\[[^\]]*\]$/, ''));
  return Number.isNaN(at) ? null : storableInstant(at);
}
