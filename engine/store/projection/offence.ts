import { sqlState } from '../refused-value.ts';

/** An event that names what the store does not hold. */
export class UnfoldableEvent extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnfoldableEvent';
  }
}

/**
 * Whether Postgres refused a value (SQLSTATE class 22 data exception, 23 integrity violation, 54 program limit) or our own
 * code could not fold it: trying again gives the same, so the batch must be split. Everything else passes with time.
 */
export function isOffence(error: unknown): boolean {
  const code = sqlState(error);
  if (code !== null) return /^(22|23|54)/.test(code);
  // Errors without an SQLSTATE come from the connection, except those that JavaScript itself raises.
  return (
    error instanceof UnfoldableEvent ||
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof SyntaxError
  );
}

export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
