import type { Expression } from '../syntax/ast.ts';
import { FeelContext } from '../values/context.ts';
import { isList, typeOf } from '../values/value.ts';
import type { Value } from '../values/value.ts';
import type { Compiler } from './compiler.ts';
import { propertyOf } from './properties.ts';
import type { Run, Site } from './run.ts';
import type { Closure, Scope } from './scope.ts';
import { say } from '../words/say.ts';

/** `object.name`: an entry, a property, or for a list the entries of all its items. */
export function compilePath(
  compiler: Compiler,
  node: Extract<Expression, { kind: 'path' }>,
  scope: Scope | null,
): Closure {
  const object = compiler.compile(node.object, scope);
  const { name } = node;
  const site = compiler.site(node.at);
  return (frame) => {
    const value = object(frame);
    if (value instanceof FeelContext) {
      const entry = value.get(name);
      if (entry !== undefined) return entry;
    }
    return memberOf(value, name, frame.run, site);
  };
}

function memberOf(value: Value, name: string, run: Run, site: Site): Value {
  if (value instanceof FeelContext) {
    const entry = value.get(name);
    return entry ?? run.warn(site, 'NO_CONTEXT_ENTRY_FOUND', say('path.noEntry', { name }));
  }
  if (isList(value)) {
    run.spend(value.length);
    return value.map((item) => memberOf(item, name, run, site));
  }
  if (value === null) return run.warn(site, 'NO_CONTEXT_ENTRY_FOUND', say('path.ofNull', { name }));
  const property = propertyOf(value, name);
  if (property !== undefined) return property;
  return run.warn(site, 'NO_PROPERTY_FOUND', say('path.noProperty', { name, type: typeOf(value) }));
}
