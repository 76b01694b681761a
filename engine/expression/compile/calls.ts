import { prepareBuiltin } from '../builtins/builtin.ts';
import { builtinNamed } from '../builtins/registry.ts';
import type { Expression } from '../syntax/ast.ts';
import { FeelFunction } from '../values/function.ts';
import type { Arguments } from '../values/function.ts';
import { typeOf } from '../values/value.ts';
import type { Value } from '../values/value.ts';
import type { Compiler } from './compiler.ts';
import { compileIsDefined } from './is-defined.ts';
import { resolveName } from './names.ts';
import type { Run, Site } from './run.ts';
import type { Closure, Scope } from './scope.ts';

type CallNode = Extract<Expression, { kind: 'call' }>;

/** A call of a built-in is bound here; any other callee is looked up as a value. */
export function compileCall(compiler: Compiler, node: CallNode, scope: Scope | null): Closure {
  const { callee } = node;
  if (callee.kind === 'name' && resolveName(callee.name, scope).slot === null && !compiler.isDeclared(callee.name)) {
    if (callee.name === 'is defined') return compileIsDefined(compiler, node, scope);
    const builtin = builtinNamed(callee.name);
    if (builtin !== undefined) return compileBuiltinCall(compiler, builtin, node, scope);
    compiler.report(callee.at, `unknown function '${callee.name}'`);
  }
  return compileValueCall(compiler, node, scope);
}

function compileBuiltinCall(
  compiler: Compiler,
  builtin: NonNullable<ReturnType<typeof builtinNamed>>,
  node: CallNode,
  scope: Scope | null,
): Closure {
  const values = node.args.values.map((argument) => compiler.compile(argument, scope));
  const names = node.args.by === 'name' ? node.args.names : null;
  const prepared = prepareBuiltin(builtin, values.length, names);
  const site = compiler.site(node.at);
  if (prepared === null) {
    const given = names === null ? `${values.length} arguments` : `arguments ${names.join(', ')}`;
    const message = `'${builtin.name}' does not take ${given}`;
    compiler.report(node.at, message);
    return (frame) => frame.run.warn(site, 'NO_FUNCTION_FOUND', message);
  }
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
      return frame.run.warn(site, 'NO_FUNCTION_FOUND', `A ${typeOf(target)} is no function`);
    }
    return callFunction(target, { values: values.map((value) => value(frame)), names }, frame.run, site);
  };
}

/** Calls a function value; null with a warning when the arguments do not fit its parameters. */
export function callFunction(target: FeelFunction, args: Arguments, run: Run, site: Site): Value {
  if (target.overloaded !== undefined) return target.overloaded(args, run);
  const ordered = args.names === null ? args.values : orderByName(target, args.names, args.values);
  if (ordered === null || ordered.length !== target.parameters.length) {
    const wanted = target.parameters.map((parameter) => parameter.name).join(', ');
    return run.warn(site, 'NO_FUNCTION_FOUND', `The function takes (${wanted})`);
  }
  return target.invoke(ordered, run);
}

function orderByName(target: FeelFunction, names: readonly string[], values: readonly Value[]): Value[] | null {
  const known = names.every((name) => target.parameters.some((parameter) => parameter.name === name));
  if (!known) return null;
  return target.parameters.map((parameter) => {
    const index = names.indexOf(parameter.name);
    return index < 0 ? null : (values[index] ?? null);
  });
}
