import type { Value } from './value.ts';

/** An interval; an endpoint that is `undefined` is unbounded (`< 5` has no start), one that is null is unknown. */
export class FeelRange {
  readonly start: Value | undefined;
  readonly startIncluded: boolean;
  readonly end: Value | undefined;
  readonly endIncluded: boolean;
  /** `(= 5)` and `(!= 5)` are ranges, too; their value is the start, and it may be of any type. */
  readonly relation: '=' | '!=' | null;

  constructor(
    start: Value | undefined,
    startIncluded: boolean,
    end: Value | undefined,
    endIncluded: boolean,
    relation: '=' | '!=' | null = null,
  ) {
    this.relation = relation;
    this.start = start;
    this.startIncluded = startIncluded;
    this.end = end;
    this.endIncluded = endIncluded;
  }
}
