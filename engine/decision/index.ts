/**
 * DMN. At deployment `parseDecisions` makes plain JSON of a file (or `compileDecisions` also links it); a thread links
 * that JSON once and evaluates it as often as needed: synchronous, deterministic, free of the host's clock and zone.
 */
export { analyzeDecisions } from './analysis/analyze.ts';
export type { Example, Finding, TableAnalysis } from './analysis/analyze.ts';
export type {
  DecisionResult,
  ExplainedDecision,
  ExplainedTable,
  Explanation,
  MatchedRule,
  RefusedRule,
} from './contract.ts';
export { compileDecisions } from './compile-decisions.ts';
export type { CompiledDecisions } from './compile-decisions.ts';
export { createDecisionCache } from './decision-cache.ts';
export { evaluateDecision, evaluateDecisionValue, linkDecisions } from './evaluate.ts';
export type { DecisionOptions, Decisions } from './evaluate.ts';
export type { DecisionModel, DecisionProblem, DecisionTable } from './model.ts';
export { parseDecisions } from './parse.ts';
export type { ParsedDecisions, ResolveImport } from './parse.ts';
