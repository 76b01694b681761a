/**
 * FEEL. `compileExpression` once at deployment, `evaluate` as often as needed: synchronous, deterministic, free of the
 * host's clock, zone and randomness.
 */
export type {
  Compilation,
  CompiledExpression,
  Dialect,
  Environment,
  Evaluation,
  SyntaxProblem,
  Variables,
  Warning,
} from './contract.ts';
export { compileExpression, evaluate } from './evaluate.ts';
export { problemInOneLine } from './words/problem-in-one-line.ts';
