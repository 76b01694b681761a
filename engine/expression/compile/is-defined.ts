import type { Expression } from '../syntax/ast.ts';
import { FeelContext } from '../values/context.ts';
import type { Compiler } from './compiler.ts';
import { resolveName } from './names.ts';
import type { Closure, Scope } from './scope.ts';
import { say } from '../words/say.ts';

/** `is defined(x)` asks for a name or path itself: a variable that holds null is defined. */
export function compileIsDefined(
  compiler: Compiler,
  node: Extract<Expression, { kind: 'call' }>,
  scope: Scope | null,
): Closure {
  const argument = node.args.values[0];
  if (argument === undefined || node.args.values.length !== 1) {
    compiler.report(node.at, say('check.isDefined'));
    return () => null;
  }
  const value = compiler.compile(argument, scope);
  if (argument.kind === 'name') {
    const { name } = argument;
    const { items, slot } = resolveName(name, scope);
    if (slot !== null) return () => true;
    if (items.length === 0) return (frame) => frame.run.variables.get(name) !== undefined;
    return (frame) => value(frame) !== null || frame.run.variables.get(name) !== undefined;
  }
  if (argument.kind === 'path') {
    const object = compiler.compile(argument.object, scope);
    return (frame) => {
      const holder = object(frame);
      return holder instanceof FeelContext ? holder.has(argument.name) : value(frame) !== null;
    };
  }
  return (frame) => value(frame) !== null;
}
