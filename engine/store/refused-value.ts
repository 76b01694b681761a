/**
 * Whether Postgres refused a value that it was given (SQLSTATE class 22 data exception, e.g. NUL in a text; 54 program
 * limit, e.g. a text too long for an index): trying again gives the same. Most other errors pass with time.
 */
export function isRefusedValue(error: unknown): boolean {
  return /^(22|54)/.test(sqlState(error) ?? '');
}

/** Null for errors that do not come from Postgres. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;
}
