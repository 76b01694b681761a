import type { Dialect } from '../contract.ts';
import type { TypeResolver } from '../operators/types.ts';
import type { Expression } from '../syntax/ast.ts';
import type { Site } from './run.ts';
import type { Closure, Scope } from './scope.ts';

/** What the parts of the compiler share while one expression is compiled. */
export interface Compiler {
  readonly dialect: Dialect;
  readonly resolveType: TypeResolver;
  /** Whether a variable of this name is known to come from outside; it then wins over a built-in. */
  readonly isDeclared: (name: string) => boolean;
  compile(node: Expression, scope: Scope | null): Closure;
  site(at: number): Site;
  /** Notes a fault that is certain whatever the values are, and what could have stood there instead. */
  report(at: number, message: string, expected?: string): void;
  /** Notes that the expression reads a variable. */
  reads(name: string): void;
}
