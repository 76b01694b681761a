import type { Dialect, Environment, Warning } from '../contract.ts';
import { LIMITS } from '../limits.ts';
import { positionAt } from '../syntax/position.ts';
import type { Value } from '../values/value.ts';
import { say } from '../words/say.ts';

/** A place in an expression's text, for warnings. */
export interface Site {
  readonly source: string;
  readonly at: number;
}

/** Names given from outside, as FEEL values. */
export interface ValueSource {
  get(name: string): Value | undefined;
}

/** Ends an evaluation without a value: a failed `assert`, an exceeded limit. Caught at the front door. */
export class EvaluationFailure extends Error {}

/** One evaluation: what it may read, what it has told, and how much it has spent. */
export class Run {
  readonly dialect: Dialect;
  readonly environment: Environment;
  readonly variables: ValueSource;
  readonly warnings: Warning[] = [];
  #steps = 0;
  #callDepth = 0;

  constructor(dialect: Dialect, environment: Environment, variables: ValueSource) {
    this.dialect = dialect;
    this.environment = environment;
    this.variables = variables;
  }

  /** Notes why something became null; returns that null. */
  warn(site: Site, code: string, message: string): null {
    if (this.warnings.length < LIMITS.warnings) {
      this.warnings.push({ code, message, ...positionAt(site.source, site.at) });
    }
    return null;
  }

  /** Counts work that an expression can multiply; throws beyond the limit. */
  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > LIMITS.steps) throw new EvaluationFailure(say('failure.steps', { limit: LIMITS.steps }));
  }

  /** Runs the body of a FEEL function, bounded in how deeply such calls nest. */
  nested<T>(body: () => T): T {
    if (this.#callDepth >= LIMITS.callDepth) {
      throw new EvaluationFailure(say('failure.callDepth', { limit: LIMITS.callDepth }));
    }
    this.#callDepth += 1;
    try {
      return body();
    } finally {
      this.#callDepth -= 1;
    }
  }
}
