import type { Json } from '#engine/contracts/json.ts';
import { compileExpression, evaluate } from '#engine/expression/index.ts';
import type { Dialect, Evaluation } from '#engine/expression/index.ts';

/** Monday, 23 November 2026, 03:00 UTC. */
export const environment = { now: Date.UTC(2026, 10, 23, 3), zone: 'Etc/UTC', random: () => 0.5 };

export function evaluationOf(
  source: string,
  variables: { readonly [name: string]: Json } = {},
  dialect: Dialect = 'bpmn',
): Evaluation {
  const compiled = compileExpression(source, { dialect });
  if (!compiled.ok) throw new Error(`${source}: ${compiled.problems.map(({ message }) => message).join()}`);
  return evaluate(compiled.expression, new Map(Object.entries(variables)), environment);
}

/** The value; throws when there is none. */
export function valueOf(
  source: string,
  variables: { readonly [name: string]: Json } = {},
  dialect: Dialect = 'bpmn',
): Json {
  const evaluation = evaluationOf(source, variables, dialect);
  if (!evaluation.ok) throw new Error(evaluation.message);
  return evaluation.value;
}
