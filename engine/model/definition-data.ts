import type { ExpressionId, Value } from './definition-value.ts';

export interface DataItem {
  readonly id: string;
  readonly name: string | null;
  readonly kind: 'dataObject' | 'dataStore';
  /** The variable (data object) or the store's name (data store). */
  readonly target: string;
  readonly isCollection: boolean;
}

export interface DataAssociation {
  readonly item: string;
  /** FEEL over the variables (input: over the item's value); null copies the value. */
  readonly expression: ExpressionId | null;
  readonly target: string | null;
  /** Parts of the target that become something else than a copy, in order; absent = none. */
  readonly assignments?: readonly DataAssignment[];
}

/** BPMN `assignment`. `to` is a path inside the target; empty = the target itself. */
export interface DataAssignment {
  readonly from: Value;
  readonly to: readonly string[];
}
