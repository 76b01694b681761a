import { problemInOneLine } from '#engine/expression/index.ts';
import { compileInScope, EvaluationFailure } from '#engine/expression/linking.ts';
import type { Closure, KnownNames, Scope } from '#engine/expression/linking.ts';
import type { DecisionProblem, Text } from '../model.ts';
import type { Types } from './types.ts';
import { say } from '../words/say.ts';

/** Where an expression stands while a model is linked: the scope around it, and the names that are known in it. */
export interface LinkContext {
  readonly types: Types;
  readonly problems: DecisionProblem[];
  readonly scope: Scope | null;
  readonly names: KnownNames;
}

/** The context inside a new scope whose names have these types. */
export function within(
  context: LinkContext,
  scope: Scope,
  variables: readonly { readonly name: string; readonly typeRef: string | null }[],
): LinkContext {
  const added = variables.map(({ name, typeRef }) => [name, context.types.names(typeRef)] as const);
  return { ...context, scope, names: { ...context.names, ...Object.fromEntries(added) } };
}

/** Compiles a text in its place. A fault is noted, and the closure then fails: other decisions may still be asked for. */
export function linkText(text: Text, mode: 'expression' | 'unary-tests', context: LinkContext): Closure {
  const { scope, names, types, problems } = context;
  const compiled = compileInScope(text.text, { dialect: 'dmn', mode, scope, names, types: types.resolver });
  for (const problem of compiled.problems) {
    problems.push({ code: 'expression', elementId: text.elementId, message: problemInOneLine(problem) });
  }
  if (compiled.ok) return compiled.closure;
  const [first] = compiled.problems;
  return () => {
    const element = text.elementId;
    throw new EvaluationFailure(
      first === undefined
        ? say('decision.textUnreadable', { element })
        : say('decision.text', { element, problem: first.message }),
    );
  };
}
