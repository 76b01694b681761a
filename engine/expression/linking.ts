/**
 * What the decisions need beyond the front door: they put their own scopes around expressions and go on computing with
 * values instead of JSON. Not for others.
 */
export { callFunction } from './compile/call-function.ts';
export { filterList, partialResults } from './compile/collections.ts';
export { EvaluationFailure, Run } from './compile/run.ts';
export type { Site, ValueSource } from './compile/run.ts';
export { Frame, itemScope, namesScope, testsScope } from './compile/scope.ts';
export type { Closure, Scope } from './compile/scope.ts';
export { compileInScope, evaluateClosure, jsonVariables } from './evaluate.ts';
export type { ScopedOptions, ValueEvaluation } from './evaluate.ts';
export { calculate } from './operators/arithmetic.ts';
export { equal, same } from './operators/equality.ts';
export { inRange } from './operators/membership.ts';
export { compare } from './operators/order.ts';
export { isInstance } from './operators/types.ts';
export type { TypeResolver } from './operators/types.ts';
export type { Expression, TypeReference, UnaryTest, UnaryTests } from './syntax/ast.ts';
export { normalizeName } from './syntax/names.ts';
export type { KnownNames } from './syntax/names.ts';
export { parseExpression, parseUnaryTests } from './syntax/parse.ts';
export { UTC } from './temporal/instants.ts';
export { parseTemporal } from './temporal/parse-temporal.ts';
export { FeelDate, FeelDateTime, FeelTime } from './temporal/types.ts';
export { contextEntry, contextOf, FeelContext } from './values/context.ts';
export { toJson } from './values/convert-json.ts';
export { textOf } from './values/format.ts';
export { FeelFunction } from './values/function.ts';
export { add, compareNumbers, isNumber, numberFromText } from './values/number.ts';
export type { FeelNumber } from './values/number.ts';
export { FeelRange } from './values/range.ts';
export { isList, typeOf } from './values/value.ts';
export type { List, Value } from './values/value.ts';
