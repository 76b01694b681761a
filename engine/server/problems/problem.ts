import type { Problem as ProblemBody } from '#engine/contracts/api/index.ts';
import type { ProblemCode } from './en.ts';

export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 500 | 501 | 503 | 504;

export type ProblemValues = Readonly<Record<string, string | number>>;

/** One fault of several, as it is answered. */
export type ProblemItem = NonNullable<ProblemBody['problems']>[number];

/**
 * A refusal on its way to the caller. Thrown by handlers and services; the frame turns it into an RFC 9457 answer in the
 * caller's language.
 */
export class ApiProblem extends Error {
  readonly status: ProblemStatus;
  readonly code: ProblemCode;
  readonly values: ProblemValues;
  readonly field: string | undefined;
  readonly items: readonly ProblemItem[] | undefined;

  constructor(
    status: ProblemStatus,
    code: ProblemCode,
    values: ProblemValues = {},
    more: { readonly field?: string; readonly items?: readonly ProblemItem[] } = {},
  ) {
    super(`${status} ${code} ${JSON.stringify(values)}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.values = values;
    this.field = more.field;
    this.items = more.items;
  }
}
