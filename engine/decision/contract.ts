import type { Json } from '#engine/contracts/json.ts';
import type { Warning } from '#engine/expression/index.ts';

/** Why a decision came out as it did, for a person: each table that was asked, with its inputs and rules. */
export interface Explanation {
  readonly decisions: readonly ExplainedDecision[];
}

export interface ExplainedDecision {
  readonly id: string;
  readonly name: string;
  readonly value: Json;
  readonly tables: readonly ExplainedTable[];
}

export interface ExplainedTable {
  readonly id: string;
  readonly hitPolicy: string;
  readonly inputs: readonly { readonly id: string; readonly label: string; readonly value: Json }[];
  readonly matched: readonly MatchedRule[];
  /** Only in a full explanation: for each rule that did not match, the first input that it refused. */
  readonly refused: readonly RefusedRule[];
}

export interface MatchedRule {
  readonly id: string;
  /** From 1, as the table is read. */
  readonly index: number;
  readonly outputs: readonly { readonly id: string; readonly label: string; readonly value: Json }[];
}

export interface RefusedRule {
  readonly id: string;
  readonly index: number;
  readonly inputId: string;
  readonly condition: string;
}

export type DecisionResult =
  | {
      readonly ok: true;
      readonly value: Json;
      readonly explanation: Explanation;
      readonly warnings: readonly Warning[];
    }
  /** The hit policy was violated, an expression failed, or there is no such decision. The message is for a person. */
  | {
      readonly ok: false;
      readonly message: string;
      readonly explanation: Explanation;
      readonly warnings: readonly Warning[];
    };
