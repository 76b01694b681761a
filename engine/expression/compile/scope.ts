import type { Value } from '../values/value.ts';
import type { Run } from './run.ts';

/** The values of one scope while it is evaluated; its layout is the `Scope` that was compiled. */
export class Frame {
  readonly run: Run;
  readonly parent: Frame | null;
  readonly slots: Value[];

  constructor(run: Run, parent: Frame | null, slots: Value[]) {
    this.run = run;
    this.parent = parent;
    this.slots = slots;
  }
}

export type Closure = (frame: Frame) => Value;

/**
 * What is known of a scope when an expression is compiled. `names` scopes hold a value for each name (the slot is its
 * index). In an `item` scope slot 0 is the element of a filter, whose entries hide outer names at run time. In a `tests`
 * scope slot 0 is the tested value, `?`.
 */
export interface Scope {
  readonly kind: 'names' | 'item' | 'tests';
  readonly names: readonly string[];
  readonly parent: Scope | null;
}

export function namesScope(names: readonly string[], parent: Scope | null): Scope {
  return { kind: 'names', names, parent };
}

export function itemScope(parent: Scope | null): Scope {
  return { kind: 'item', names: ['item'], parent };
}

export function testsScope(parent: Scope | null): Scope {
  return { kind: 'tests', names: ['?'], parent };
}
