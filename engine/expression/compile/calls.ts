import { prepareBuiltin } from '../builtins/builtin.ts';
import { builtinNamed } from '../builtins/registry.ts';
import type { Expression } from '../syntax/ast.ts';
import { FeelFunction } from '../values/function.ts';
import { typeOf } from '../values/value.ts';
import { callFunction } from './call-function.ts';
import type { Compiler } from './compiler.ts';
import { compileIsDefined } from './is-defined.ts';
import { resolveName } from './names.ts';
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
