import { say as sayOfFeel } from '#engine/expression/words/say.ts';
import {
  callFunction,
  contextOf,
  FeelFunction,
  filterList,
  Frame,
  isList,
  itemScope,
  namesScope,
  partialResults,
  typeOf,
} from '#engine/expression/linking.ts';
import type { Closure, Value } from '#engine/expression/linking.ts';
import type { Boxed, FunctionDefinition } from '../model.ts';
import { linkText, within } from './context.ts';
import type { LinkContext } from './context.ts';
import { linkTable } from './table.ts';
import { say } from '../words/say.ts';

type Kind<K extends Boxed['kind']> = Extract<Boxed, { kind: K }>;

/** Links a boxed expression; one that a file leaves out is null. */
export function linkBoxed(boxed: Boxed | null, context: LinkContext): Closure {
  if (boxed === null) return () => null;
  const closure = linkKind(boxed, context);
  const { typeRef } = boxed;
  if (typeRef === null || boxed.kind === 'function') return closure;
  return (frame) => context.types.coerce(closure(frame), typeRef, frame.run, typeRef);
}

function linkKind(boxed: Boxed, context: LinkContext): Closure {
  switch (boxed.kind) {
    case 'literal':
      return linkText(boxed.text, 'expression', context);
    case 'table':
      return linkTable(boxed, context);
    case 'context':
      return linkContext(boxed, context);
    case 'list': {
      const items = boxed.items.map((item) => linkBoxed(item, context));
      return (frame) => items.map((item) => item(frame));
    }
    case 'relation':
      return linkRelation(boxed, context);
    case 'invocation':
      return linkInvocation(boxed, context);
    case 'function':
      return linkFunction(boxed, context);
    case 'conditional': {
      const condition = linkBoxed(boxed.condition, context);
      const then = linkBoxed(boxed.then, context);
      const otherwise = linkBoxed(boxed.otherwise, context);
      return (frame) => {
        const holds = condition(frame);
        if (typeof holds === 'boolean' || holds === null) return holds === true ? then(frame) : otherwise(frame);
        return frame.run.warn({ source: 'if', at: 0 }, 'INVALID_TYPE', say('boxed.condition', { type: typeOf(holds) }));
      };
    }
    case 'filter':
      return linkFilter(boxed, context);
    case 'for':
      return linkFor(boxed, context);
    case 'some':
    case 'every':
      return linkQuantified(boxed, context);
  }
}

/** Entries see those before them; an entry without a name is the result. */
function linkContext(boxed: Kind<'context'>, context: LinkContext): Closure {
  const variables = boxed.entries.map((entry) => entry.variable ?? { name: '', typeRef: null });
  const entries = boxed.entries.map(({ variable, value }, index) => {
    const visible = variables.slice(0, value?.kind === 'function' ? index + 1 : index);
    const scope = namesScope(
      visible.map(({ name }) => name),
      context.scope,
    );
    return { variable, value: linkBoxed(value, within(context, scope, visible)) };
  });
  return (frame) => {
    const inner = new Frame(frame.run, frame, []);
    const made = new Map<string, Value>();
    for (const { variable, value } of entries) {
      const result = value(inner);
      if (variable === null || variable.name === '') return result;
      const coerced = context.types.coerce(result, variable.typeRef, frame.run, variable.name);
      inner.slots.push(coerced);
      made.set(variable.name, coerced);
    }
    return contextOf(made);
  };
}

function linkRelation(boxed: Kind<'relation'>, context: LinkContext): Closure {
  const rows = boxed.rows.map((row) => row.map((cell) => linkBoxed(cell, context)));
  return (frame) =>
    rows.map((row) =>
      contextOf(
        boxed.columns.map(({ name, typeRef }, index) => {
          const value = row[index]?.(frame) ?? null;
          return [name, context.types.coerce(value, typeRef, frame.run, name)] as const;
        }),
      ),
    );
}

function linkInvocation(boxed: Kind<'invocation'>, context: LinkContext): Closure {
  const callee = linkBoxed(boxed.callee, context);
  const names = boxed.bindings.map(({ parameter }) => parameter.name);
  const values = boxed.bindings.map(({ value }) => linkBoxed(value, context));
  const source = boxed.callee?.kind === 'literal' ? boxed.callee.text.text : 'invocation';
  return (frame) => {
    const target = callee(frame);
    const site = { source, at: 0 };
    if (!(target instanceof FeelFunction)) {
      return frame.run.warn(
        site,
        'NO_FUNCTION_FOUND',
        say('boxed.noFunction', { function: source, type: typeOf(target) }),
      );
    }
    return callFunction(target, { values: values.map((value) => value(frame)), names }, frame.run, site);
  };
}

/** The closure gives the function as a value. Its arguments and its result are brought to their types. */
export function linkFunction(definition: FunctionDefinition, context: LinkContext): Closure {
  const { parameters, typeRef, language } = definition;
  const scope = namesScope(
    parameters.map(({ name }) => name),
    context.scope,
  );
  const { types } = context;
  const declared = parameters.map(({ name }) => ({ name }));
  if (language !== 'FEEL') {
    return () =>
      new FeelFunction(declared, (_args, run) =>
        run.warn({ source: language, at: 0 }, 'EXTERNAL_FUNCTION', say('boxed.foreignFunction', { language })),
      );
  }
  const body = linkBoxed(definition.body, within(context, scope, parameters));
  return (frame) =>
    new FeelFunction(declared, (args, run) => {
      const coerced = parameters.map(({ name, typeRef: wanted }, index) =>
        types.coerce(args[index] ?? null, wanted, run, name),
      );
      // An argument of a wrong type keeps the function from being called at all.
      if (coerced.some((value, index) => value === null && (args[index] ?? null) !== null)) return null;
      const result = run.nested(() => body(new Frame(run, frame, coerced)));
      return types.coerce(result, typeRef, run, typeRef ?? '');
    });
}

function linkFilter(boxed: Kind<'filter'>, context: LinkContext): Closure {
  const list = linkBoxed(boxed.list, context);
  const match = linkBoxed(boxed.match, { ...context, scope: itemScope(context.scope) });
  return (frame) => {
    const value = list(frame);
    const site = { source: 'filter', at: 0 };
    if (value === null) return frame.run.warn(site, 'NO_LIST', sayOfFeel('filter.null'));
    return filterList(isList(value) ? value : [value], match, frame, site);
  };
}

function linkFor(boxed: Kind<'for'>, context: LinkContext): Closure {
  const list = linkBoxed(boxed.list, context);
  const scope = namesScope([boxed.iterator, 'partial'], context.scope);
  const asksPartial = JSON.stringify(boxed.body).includes('partial');
  const body = linkBoxed(boxed.body, within(context, scope, [{ name: boxed.iterator, typeRef: null }]));
  return (frame) => {
    const items = itemsOf(list(frame));
    if (items === null) return frame.run.warn({ source: 'for', at: 0 }, 'NO_LIST', say('boxed.noListToIterate'));
    const results: Value[] = [];
    for (const item of items) {
      frame.run.spend(1);
      results.push(
        body(new Frame(frame.run, frame, asksPartial ? [item, partialResults(results, frame.run)] : [item])),
      );
    }
    return results;
  };
}

function linkQuantified(boxed: Kind<'some'> | Kind<'every'>, context: LinkContext): Closure {
  const list = linkBoxed(boxed.list, context);
  const scope = namesScope([boxed.iterator], context.scope);
  const body = linkBoxed(boxed.body, within(context, scope, [{ name: boxed.iterator, typeRef: null }]));
  const decisive = boxed.kind === 'some';
  return (frame) => {
    const items = itemsOf(list(frame));
    if (items === null) return frame.run.warn({ source: boxed.kind, at: 0 }, 'NO_LIST', say('boxed.noListToAsk'));
    let answer = !decisive;
    for (const item of items) {
      frame.run.spend(1);
      const holds = body(new Frame(frame.run, frame, [item]));
      if (typeof holds !== 'boolean') return null;
      if (holds === decisive) answer = decisive;
    }
    return answer;
  };
}

function itemsOf(value: Value): readonly Value[] | null {
  if (value === null) return null;
  return isList(value) ? value : [value];
}
