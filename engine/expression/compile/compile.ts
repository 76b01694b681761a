import { calculate, negated } from '../operators/arithmetic.ts';
import { both, inRange } from '../operators/membership.ts';
import { conforms, isInstance, isKnownType } from '../operators/types.ts';
import type { Expression } from '../syntax/ast.ts';
import { parseTemporal } from '../temporal/parse-temporal.ts';
import { contextOf } from '../values/context.ts';
import { FeelFunction } from '../values/function.ts';
import { add, multiply, numberFromText, subtract } from '../values/number.ts';
import { FeelRange } from '../values/range.ts';
import { typeOf } from '../values/value.ts';
import type { Value } from '../values/value.ts';
import { compileCall } from './calls.ts';
import { compileFilter, compileFor, compileQuantified } from './collections.ts';
import type { Compiler } from './compiler.ts';
import { compileName } from './names.ts';
import { compilePath } from './path.ts';
import { EvaluationFailure } from './run.ts';
import { Frame, namesScope } from './scope.ts';
import type { Closure, Scope } from './scope.ts';
import { compareWith, compileIn } from './unary-tests.ts';
import { DIALECTS } from '../dialect.ts';
import { say } from '../words/say.ts';

type Node<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

export function compileNode(compiler: Compiler, node: Expression, scope: Scope | null): Closure {
  switch (node.kind) {
    case 'number':
      return constant(numberFromText(node.text));
    case 'string':
    case 'boolean':
      return constant(node.value);
    case 'null':
      return constant(null);
    case 'temporal':
      return compileTemporal(compiler, node);
    case 'input':
      return compileInput(compiler, node, scope);
    case 'name':
      return compileName(compiler, node.name, node.at, scope);
    case 'path':
      return compilePath(compiler, node, scope);
    case 'filter':
      return compileFilter(compiler, node, scope);
    case 'call':
      return compileCall(compiler, node, scope);
    case 'negation':
      return compileNegation(compiler, node, scope);
    case 'arithmetic':
      return compileArithmetic(compiler, node, scope);
    case 'comparison':
      return compileComparison(compiler, node, scope);
    case 'logic':
      return compileLogic(compiler, node, scope);
    case 'between':
      return compileBetween(compiler, node, scope);
    case 'in':
      return compileIn(compiler, node, scope);
    case 'instanceOf':
      return compileInstanceOf(compiler, node, scope);
    case 'range':
      return compileRange(compiler, node, scope);
    case 'relation': {
      const operand = compiler.compile(node.operand, scope);
      return (frame) => {
        const value = operand(frame);
        return new FeelRange(value, true, value, true, node.operator);
      };
    }
    case 'list':
      return compileList(compiler, node, scope);
    case 'context':
      return compileContext(compiler, node, scope);
    case 'if':
      return compileIf(compiler, node, scope);
    case 'for':
      return compileFor(compiler, node, scope);
    case 'quantified':
      return compileQuantified(compiler, node, scope);
    case 'function':
      return compileFunction(compiler, node, scope);
  }
}

function constant(value: Value): Closure {
  return () => value;
}

function compileTemporal(compiler: Compiler, node: Node<'temporal'>): Closure {
  const value = parseTemporal(node.text, DIALECTS[compiler.dialect]);
  if (value !== null) return constant(value);
  const site = compiler.site(node.at);
  const reason = say('literal.temporal', { text: node.text });
  compiler.report(node.at, reason);
  return (frame) => frame.run.warn(site, 'INVALID_LITERAL', reason);
}

function compileInput(compiler: Compiler, node: Node<'input'>, scope: Scope | null): Closure {
  for (let current = scope; current !== null; current = current.parent) {
    if (current.kind === 'tests') return compileName(compiler, '?', node.at, scope);
  }
  const site = compiler.site(node.at);
  return (frame) => {
    const value = frame.run.variables.get('?');
    if (value !== undefined) return value;
    if (DIALECTS[frame.run.dialect].inputRequired) throw new EvaluationFailure(say('name.noInput'));
    return frame.run.warn(site, 'NO_VARIABLE_FOUND', say('name.noInput'));
  };
}

function compileNegation(compiler: Compiler, node: Node<'negation'>, scope: Scope | null): Closure {
  const operand = compiler.compile(node.operand, scope);
  const site = compiler.site(node.at);
  return (frame) => {
    const value = operand(frame);
    return negated(value) ?? frame.run.warn(site, 'INVALID_TYPE', say('operator.negation', { type: typeOf(value) }));
  };
}

function compileArithmetic(compiler: Compiler, node: Node<'arithmetic'>, scope: Scope | null): Closure {
  const left = compiler.compile(node.left, scope);
  const right = compiler.compile(node.right, scope);
  const { operator } = node;
  const site = compiler.site(node.at);
  const general = (a: Value, b: Value, frame: Frame): Value => {
    const result = calculate(operator, a, b);
    if (typeof result === 'string') frame.run.spend(result.length >> 6);
    if (result !== null) return result;
    const reason =
      operator === '/' && b === 0
        ? say('operator.divisionByZero')
        : say('operator.noValue', { left: typeOf(a), operator, right: typeOf(b) });
    return frame.run.warn(site, 'INVALID_TYPE', reason);
  };
  switch (operator) {
    case '+':
      return onIntegers(left, right, add, general);
    case '-':
      return onIntegers(left, right, subtract, general);
    case '*':
      return onIntegers(left, right, multiply, general);
    default:
      return (frame) => general(left(frame), right(frame), frame);
  }
}

/** Integers skip the choice by type. */
function onIntegers(
  left: Closure,
  right: Closure,
  fast: (a: number, b: number) => Value,
  general: (a: Value, b: Value, frame: Frame) => Value,
): Closure {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    return typeof a === 'number' && typeof b === 'number' ? fast(a, b) : general(a, b, frame);
  };
}

function compileComparison(compiler: Compiler, node: Node<'comparison'>, scope: Scope | null): Closure {
  const left = compiler.compile(node.left, scope);
  const right = compiler.compile(node.right, scope);
  const { operator } = node;
  const site = compiler.site(node.at);
  const rules = DIALECTS[compiler.dialect];
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    const answer = compareWith(operator, a, b, rules);
    return (
      answer ??
      frame.run.warn(site, 'NOT_COMPARABLE', say('operator.comparison', { left: typeOf(a), right: typeOf(b) }))
    );
  };
}

function compileLogic(compiler: Compiler, node: Node<'logic'>, scope: Scope | null): Closure {
  const left = compiler.compile(node.left, scope);
  const right = compiler.compile(node.right, scope);
  const decisive = node.operator === 'or';
  return (frame) => {
    const a = left(frame);
    if (a === decisive) return decisive;
    const b = right(frame);
    if (b === decisive) return decisive;
    return a === !decisive && b === !decisive ? !decisive : null;
  };
}

function compileBetween(compiler: Compiler, node: Node<'between'>, scope: Scope | null): Closure {
  const value = compiler.compile(node.value, scope);
  const low = compiler.compile(node.low, scope);
  const high = compiler.compile(node.high, scope);
  return (frame) => {
    const tested = value(frame);
    return both(compareWith('>=', tested, low(frame)), compareWith('<=', tested, high(frame)));
  };
}

function compileInstanceOf(compiler: Compiler, node: Node<'instanceOf'>, scope: Scope | null): Closure {
  const value = compiler.compile(node.value, scope);
  const { type } = node;
  if (!isKnownType(type, compiler.resolveType)) compiler.report(node.at, say('check.instanceOf'));
  const otherwise = DIALECTS[compiler.dialect].unknownTypeIsFalse ? false : null;
  return (frame) => isInstance(value(frame), type, compiler.resolveType) ?? otherwise;
}

function compileRange(compiler: Compiler, node: Node<'range'>, scope: Scope | null): Closure {
  const start = node.start === null ? null : compiler.compile(node.start, scope);
  const end = node.end === null ? null : compiler.compile(node.end, scope);
  const { startIncluded, endIncluded } = node;
  const site = compiler.site(node.at);
  return (frame) => {
    const low = start === null ? undefined : start(frame);
    const high = end === null ? undefined : end(frame);
    const range = new FeelRange(low, startIncluded, high, endIncluded);
    if (low === undefined || high === undefined || low === null || high === null) return range;
    if (inRange(low, new FeelRange(low, true, high, true)) !== null) return range;
    return frame.run.warn(site, 'INVALID_TYPE', say('range.types', { from: typeOf(low), to: typeOf(high) }));
  };
}

function compileList(compiler: Compiler, node: Node<'list'>, scope: Scope | null): Closure {
  const items = node.items.map((item) => compiler.compile(item, scope));
  return (frame) => {
    frame.run.spend(items.length);
    return items.map((item) => item(frame));
  };
}

function compileContext(compiler: Compiler, node: Node<'context'>, scope: Scope | null): Closure {
  const keys = node.entries.map((entry) => entry.key);
  const entries = node.entries.map(({ key, value }, index) => {
    // A function may call itself, so its own name is in its scope; any other entry sees the ones before it.
    const visible = keys.slice(0, value.kind === 'function' ? index + 1 : index);
    return { key, value: compiler.compile(value, namesScope(visible, scope)) };
  });
  return (frame) => {
    const inner = new Frame(frame.run, frame, []);
    const made = new Map<string, Value>();
    for (const { key, value } of entries) {
      const result = value(inner);
      inner.slots.push(result);
      made.set(key, result);
    }
    return contextOf(made);
  };
}

function compileIf(compiler: Compiler, node: Node<'if'>, scope: Scope | null): Closure {
  const condition = compiler.compile(node.condition, scope);
  const then = compiler.compile(node.then, scope);
  const otherwise = compiler.compile(node.otherwise, scope);
  return (frame) => (condition(frame) === true ? then(frame) : otherwise(frame));
}

function compileFunction(compiler: Compiler, node: Node<'function'>, scope: Scope | null): Closure {
  const site = compiler.site(node.at);
  const names = node.parameters.map((parameter) => parameter.name);
  const body = compiler.compile(node.body, namesScope(names, scope));
  const parameters = node.parameters.map(({ name, type }) => (type === null ? { name } : { name, type }));
  return (frame) =>
    new FeelFunction(parameters, (args, run) => {
      if (node.external) return run.warn(site, 'EXTERNAL_FUNCTION', say('call.external'));
      const refused = node.parameters.find(
        ({ type }, index) => type !== null && !conforms(args[index] ?? null, type, compiler.resolveType),
      );
      if (refused !== undefined) {
        return run.warn(site, 'INVALID_TYPE', say('call.parameterType', { name: refused.name }));
      }
      return run.nested(() => body(new Frame(run, frame, [...args])));
    });
}
