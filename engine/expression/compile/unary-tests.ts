import { DIALECTS } from '../dialect.ts';
import { equal, same } from '../operators/equality.ts';
import type { EqualityRules } from '../operators/equality.ts';
import { inRange } from '../operators/membership.ts';
import { compare } from '../operators/order.ts';
import type { ComparisonOperator, Expression, UnaryTest, UnaryTests } from '../syntax/ast.ts';
import { FeelRange } from '../values/range.ts';
import { isList } from '../values/value.ts';
import type { Value } from '../values/value.ts';
import type { Compiler } from './compiler.ts';
import { Frame, testsScope } from './scope.ts';
import type { Closure, Scope } from './scope.ts';

/** Whether the tested value, slot 0 of the frame, passes; null where that cannot be told. */
export type Test = (frame: Frame) => boolean | null;

export function compileIn(compiler: Compiler, node: Extract<Expression, { kind: 'in' }>, scope: Scope | null): Closure {
  const value = compiler.compile(node.value, scope);
  const test = anyOf(node.tests.map((unary) => compileTest(compiler, unary, testsScope(scope))));
  return (frame) => test(new Frame(frame.run, frame, [value(frame)]));
}

/** A decision table's cell; the closure answers for slot 0 of its frame. */
export function compileUnaryTests(compiler: Compiler, tests: UnaryTests, scope: Scope | null): Closure {
  if (tests.any) return () => true;
  const inner = testsScope(scope);
  const last = tests.negated ? -1 : tests.tests.length - 1;
  const test = anyOf(
    tests.tests.map((unary, index) =>
      compileTest(compiler, index === last ? asComparison(unary, compiler) : unary, inner),
    ),
  );
  if (!tests.negated) return test;
  return (frame) => {
    const answer = test(frame);
    return answer === null ? null : !answer;
  };
}

/** See `DialectRules.booleanTestCompares`; only the last test, as in Camunda's grammar, which looks for the end behind it. */
function asComparison(test: UnaryTest, { dialect }: Compiler): UnaryTest {
  if (!DIALECTS[dialect].booleanTestCompares) return test;
  if (test.kind !== 'expression' || test.expression.kind !== 'boolean') return test;
  return { kind: 'compare', at: test.at, operator: '=', operand: test.expression };
}

function anyOf(tests: readonly Test[]): Test {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return (frame) => {
    let unknown = false;
    for (const test of tests) {
      const answer = test(frame);
      if (answer === true) return true;
      if (answer === null) unknown = true;
    }
    return unknown ? null : false;
  };
}

function compileTest(compiler: Compiler, test: UnaryTest, scope: Scope): Test {
  switch (test.kind) {
    case 'compare': {
      const operand = compiler.compile(test.operand, scope);
      const { operator } = test;
      return (frame) => compareWith(operator, frame.slots[0] ?? null, operand(frame));
    }
    case 'expression': {
      const closure = compiler.compile(test.expression, scope);
      const asksInput = mentionsInput(test.expression);
      const { trueTestPasses } = DIALECTS[compiler.dialect];
      return (frame) => {
        const input = frame.slots[0] ?? null;
        const value = closure(frame);
        if (asksInput) return typeof value === 'boolean' ? value : null;
        if (trueTestPasses && value === true) return true;
        return passes(input, value);
      };
    }
  }
}

export function compareWith(
  operator: ComparisonOperator,
  left: Value,
  right: Value,
  rules?: EqualityRules,
): boolean | null {
  if (operator === '=') return equal(left, right, rules);
  if (operator === '!=') {
    const answer = equal(left, right, rules);
    return answer === null ? null : !answer;
  }
  const order = compare(left, right);
  if (order === null) return null;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** A test's value is a range or list that holds the input, the input itself, or the answer to a question of its own. */
function passes(input: Value, value: Value): boolean | null {
  if (typeof value === 'boolean' && typeof input !== 'boolean') return value;
  if (value instanceof FeelRange && !(input instanceof FeelRange)) return inRange(input, value);
  if (isList(value)) return listHolds(input, value);
  return equal(input, value);
}

function listHolds(input: Value, list: readonly Value[]): boolean {
  if (isList(input) && same(input, list)) return true;
  return list.some((item) => (item instanceof FeelRange ? inRange(input, item) === true : same(input, item)));
}

function mentionsInput(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if ('kind' in node && node.kind === 'input') return true;
  return Object.values(node).some((part) => mentionsInput(part));
}
