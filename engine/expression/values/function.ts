import type { Run } from '../compile/run.ts';
import type { TypeReference } from '../syntax/ast.ts';
import type { Value } from './value.ts';

export interface Parameter {
  readonly name: string;
  readonly type?: TypeReference;
}

/** A function as a value: one that an expression defines, a built-in, or a business knowledge model. */
export class FeelFunction {
  readonly parameters: readonly Parameter[];
  /** `args` has one value for each parameter, in their order. */
  readonly invoke: (args: readonly Value[], run: Run) => Value;
  /** Called with the caller's own argument list when the parameters cannot tell (built-ins with several forms). */
  readonly overloaded: ((args: Arguments, run: Run) => Value) | undefined;

  constructor(
    parameters: readonly Parameter[],
    invoke: (args: readonly Value[], run: Run) => Value,
    overloaded?: (args: Arguments, run: Run) => Value,
  ) {
    this.parameters = parameters;
    this.invoke = invoke;
    this.overloaded = overloaded;
  }
}

/** Arguments as the caller wrote them: by position, or by name. */
export interface Arguments {
  readonly values: readonly Value[];
  /** One name for each value, or null when they are given by position. */
  readonly names: readonly string[] | null;
}
