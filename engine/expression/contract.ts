import type { Json } from '#engine/contracts/json.ts';

/**
 * `bpmn` follows the FEEL of Camunda 8, `dmn` the DMN standard. One compiler serves both; every difference stands in
 * one table (`dialect.ts`).
 */
export type Dialect = 'bpmn' | 'dmn';

/** What an evaluation may know of the world. Nothing else is read: no host clock, no host zone, no `Math.random`. */
export interface Environment {
  /** Epoch milliseconds; what `now()` and `today()` tell. */
  readonly now: number;
  /** IANA zone in which `now()` and `today()` are told, e.g. `Etc/UTC`. */
  readonly zone: string;
  /** Uniform in [0, 1), deterministic for the caller: what `random number()` and `uuid()` draw from. */
  readonly random: () => number;
}

/** Where names are looked up. `undefined` means "no such variable", which FEEL reads as null with a warning. */
export interface Variables {
  get(name: string): Json | undefined;
}

/** A fault in an expression's text; line and column count from 1. */
export interface SyntaxProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What could have stood there, in words, when known. */
  readonly expected?: string;
}

/** Something that became null or was converted on the way, told to whoever reads the result. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface CompiledExpression {
  readonly source: string;
  readonly mode: 'expression' | 'unary-tests';
  readonly dialect: Dialect;
  /** Free names that the expression reads, in order of appearance; for lint and for the variables view. */
  readonly reads: readonly string[];
  /** Faults that can be known without values: unknown function, wrong arity, clashing types. */
  readonly problems: readonly SyntaxProblem[];
}

export type Compilation =
  | { readonly ok: true; readonly expression: CompiledExpression }
  | { readonly ok: false; readonly problems: readonly SyntaxProblem[] };

export type Evaluation =
  | { readonly ok: true; readonly value: Json; readonly warnings: readonly Warning[] }
  /** `assert` failed, a limit was exceeded, or the dialect asks for a failure. The message is for a person. */
  | { readonly ok: false; readonly message: string; readonly warnings: readonly Warning[] };
