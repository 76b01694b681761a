import { acceptsValue, prepareBuiltin, signaturesOf } from '../builtins/builtin.ts';
import type { Builtin, PreparedCall } from '../builtins/builtin.ts';
import { builtinLike, builtinNamed } from '../builtins/registry.ts';
import type { Dialect } from '../contract.ts';
import { DIALECTS } from '../dialect.ts';
import { compileRegex } from '../regex/regex.ts';
import type { Expression } from '../syntax/ast.ts';
import { textOf } from '../values/format.ts';
import { FeelFunction } from '../values/function.ts';
import { numberFromText } from '../values/number.ts';
import { typeOf } from '../values/value.ts';
import type { Value } from '../values/value.ts';
import { callFunction } from './call-function.ts';
import type { Compiler } from './compiler.ts';
import { compileIsDefined } from './is-defined.ts';
import { resolveName } from './names.ts';
import { Run } from './run.ts';
import type { Closure, Scope } from './scope.ts';
import { say } from '../words/say.ts';

type CallNode = Extract<Expression, { kind: 'call' }>;

/** A call of a built-in is bound here; any other callee is looked up as a value. */
export function compileCall(compiler: Compiler, node: CallNode, scope: Scope | null): Closure {
  const { callee } = node;
  if (callee.kind === 'name' && resolveName(callee.name, scope).slot === null && !compiler.isDeclared(callee.name)) {
    if (callee.name === 'is defined') return compileIsDefined(compiler, node, scope);
    const builtin = builtinNamed(callee.name);
    if (builtin !== undefined) return compileBuiltinCall(compiler, builtin, node, scope);
    compiler.report(callee.at, say('check.unknownFunction', { function: callee.name }), builtinLike(callee.name));
  }
  return compileValueCall(compiler, node, scope);
}

function compileBuiltinCall(compiler: Compiler, builtin: Builtin, node: CallNode, scope: Scope | null): Closure {
  const values = node.args.values.map((argument) => compiler.compile(argument, scope));
  const names = node.args.by === 'name' ? node.args.names : null;
  const prepared = prepareBuiltin(builtin, values.length, names);
  const site = compiler.site(node.at);
  if (prepared === null) {
    const message =
      names === null
        ? say('check.argumentCount', { function: builtin.name, count: values.length })
        : say('check.argumentNames', { function: builtin.name, names: names.join(', ') });
    compiler.report(node.at, message, signaturesOf(builtin));
    return (frame) => frame.run.warn(site, 'NO_FUNCTION_FOUND', message);
  }
  const impossible = names === null ? constantsRefused(builtin, node.args.values, compiler.dialect) : null;
  if (impossible !== null) compiler.report(node.at, impossible, signaturesOf(builtin));
  else if (names === null) checkConstants(compiler, builtin, prepared, node);
  return (frame) =>
    prepared(
      values.map((value) => value(frame)),
      { run: frame.run, site },
    );
}

function compileValueCall(compiler: Compiler, node: CallNode, scope: Scope | null): Closure {
  const callee = compiler.compile(node.callee, scope);
  const values = node.args.values.map((argument) => compiler.compile(argument, scope));
  const names = node.args.by === 'name' ? node.args.names : null;
  const site = compiler.site(node.at);
  return (frame) => {
    const target = callee(frame);
    if (!(target instanceof FeelFunction)) {
      return frame.run.warn(site, 'NO_FUNCTION_FOUND', say('call.noFunction', { type: typeOf(target) }));
    }
    return callFunction(target, { values: values.map((value) => value(frame)), names }, frame.run, site);
  };
}

/** Why no form of the built-in takes the literals among its arguments; null when one does. */
function constantsRefused(builtin: Builtin, args: readonly Expression[], dialect: Dialect): string | null {
  const literals = args.map(literalOf);
  const fits = builtin.overloads.some(({ params }) =>
    literals.every((literal, index) => {
      const param = params[Math.min(index, params.length - 1)];
      return literal === undefined || param === undefined || acceptsValue(param, literal, dialect);
    }),
  );
  if (fits) return null;
  const types = literals.map((literal) => (literal === undefined ? '…' : typeOf(literal)));
  return say('call.noValue', { function: builtin.name, types: types.join(', ') });
}

const READERS: ReadonlySet<string> = new Set(['date', 'date and time', 'duration', 'number', 'time']);
const MATCHERS: ReadonlySet<string> = new Set(['extract', 'matches', 'replace', 'split']);

/** Texts that are no date and patterns that are none can be told from the constants alone. */
function checkConstants(compiler: Compiler, builtin: Builtin, prepared: PreparedCall, node: CallNode): void {
  const literals = node.args.values.map(literalOf);
  const { dialect } = compiler;
  if (READERS.has(builtin.name) && literals.every((literal) => literal !== undefined)) {
    const run = new Run(dialect, NOWHERE, { get: () => undefined });
    if (prepared(literals, { run, site: compiler.site(node.at) }) === null) {
      const constants = literals.map((literal) => textOf(literal)).join(', ');
      compiler.report(node.at, say('check.unreadable', { function: builtin.name, constants }));
    }
  }
  const pattern = literals[1];
  const flags = (builtin.name === 'matches' ? literals[2] : literals[3]) ?? '';
  if (!MATCHERS.has(builtin.name) || typeof pattern !== 'string' || typeof flags !== 'string') return;
  if (compileRegex(pattern, flags, DIALECTS[dialect].regexSyntax) === null) {
    compiler.report(node.at, say('check.pattern', { pattern }));
  }
}

/** Readers of constants ask nothing of the world. */
const NOWHERE = { now: 0, zone: 'Etc/UTC', random: () => 0 };

/** Undefined for anything but a number, text or truth value; null is left to the evaluation, which warns of it. */
function literalOf(expression: Expression): Value | undefined {
  switch (expression.kind) {
    case 'string':
    case 'boolean':
      return expression.value;
    case 'number':
      return numberFromText(expression.text);
    default:
      return undefined;
  }
}
