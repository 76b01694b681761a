import type { Json, JsonObject } from '#engine/contracts/json.ts';
import { evaluate } from '#engine/expression/index.ts';
import type { ExpressionId, Value } from '#engine/model/definition.ts';
import { type Attempt, done, failed } from '../attempt.ts';
import type { IncidentType } from '../contract/event.ts';
import type { Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { lookup } from './variables.ts';
import { say } from '../words/say.ts';

/** What an evaluation sees before the scope: a name answered here wins over a variable of the same name. */
export type Extra = (name: string) => Json | undefined;

export function namesOf(values: JsonObject): Extra {
  return (name) => (Object.hasOwn(values, name) ? values[name] : undefined);
}

/**
 * Whether a value of the wrong kind is an incident wherever it is one in Zeebe. Instances from before flag 11 (see
 * `currentFlags`) make the best of it.
 */
export function isStrict({ state }: Run): boolean {
  return state.flags.includes(11);
}

/** Evaluates one expression of the definition as this scope sees it. A failed one is an incident of the given type. */
export function evaluateExpression(
  run: Run,
  expression: ExpressionId,
  scope: Key,
  options: { readonly extra?: Extra; readonly incident?: IncidentType } = {},
): Attempt<Json> {
  const compiled = run.linked.expressions[expression];
  if (compiled === undefined) throw new Error(`Definition ${run.linked.hash} has no expression ${expression}`);
  const { extra } = options;
  const variables = {
    get: (name: string): Json | undefined => {
      const nearer = extra?.(name);
      return nearer === undefined ? lookup(run.state, scope, name) : nearer;
    },
  };
  const environment = { now: run.given.now, zone: 'Etc/UTC', random: () => run.random() };
  const result = evaluate(compiled, variables, environment);
  if (result.ok) return done(result.value);
  const path = run.linked.definition.expressions[expression]?.path ?? '';
  const message = say('expression.failed', { path, reason: result.message, source: compiled.source });
  return failed(options.incident ?? 'EXTRACT_VALUE_ERROR', message);
}

/** Text stays text, FEEL is evaluated. */
export function evaluateValue(run: Run, value: Value, scope: Key, incident?: IncidentType): Attempt<Json> {
  if (value.kind === 'static') return done(value.value);
  return evaluateExpression(run, value.expression, scope, incident === undefined ? {} : { incident });
}

export function evaluateBoolean(run: Run, expression: ExpressionId, scope: Key, extra?: Extra): Attempt<boolean> {
  const result = evaluateExpression(run, expression, scope, extra === undefined ? {} : { extra });
  if (!result.ok) return result;
  if (typeof result.value === 'boolean') return done(result.value);
  return wrongType(run, expression, 'expression.noBoolean', result.value);
}

export function evaluateList(run: Run, expression: ExpressionId, scope: Key): Attempt<readonly Json[]> {
  const result = evaluateExpression(run, expression, scope);
  if (!result.ok) return result;
  if (Array.isArray(result.value)) return done<readonly Json[]>(result.value);
  return wrongType(run, expression, 'expression.noList', result.value);
}

export function evaluateText(run: Run, value: Value, scope: Key): Attempt<string> {
  const result = evaluateValue(run, value, scope);
  if (!result.ok) return result;
  if (typeof result.value === 'string') return done(result.value);
  const given = describeValue(run, value);
  return failed('EXTRACT_VALUE_ERROR', say('value.text', { given, value: show(result.value) }));
}

/** A number; of a fraction the whole part. */
export function evaluateInteger(run: Run, value: Value, scope: Key): Attempt<number> {
  const number = evaluateNumber(run, value, scope);
  return number.ok ? done(Math.trunc(number.value)) : number;
}

/** The diagram may write it as text; what an expression gives must be a number. */
export function evaluateNumber(run: Run, value: Value, scope: Key): Attempt<number> {
  const result = evaluateValue(run, value, scope);
  if (!result.ok) return result;
  const mayBeText = value.kind === 'static' || !isStrict(run);
  const isText = mayBeText && typeof result.value === 'string' && result.value !== '';
  const number = isText ? Number(result.value) : result.value;
  if (typeof number === 'number' && Number.isFinite(number)) return done(number);
  const given = describeValue(run, value);
  return failed('EXTRACT_VALUE_ERROR', say('value.number', { given, value: show(result.value) }));
}

export function wrongType(
  run: Run,
  expression: ExpressionId,
  wording: 'expression.noBoolean' | 'expression.noList',
  value: Json,
): { readonly ok: false; readonly failure: { readonly incident: IncidentType; readonly message: string } } {
  const { path = '', source = '' } = run.linked.definition.expressions[expression] ?? {};
  return failed('EXTRACT_VALUE_ERROR', say(wording, { path, source, value: show(value) }));
}

export function describeValue(run: Run, value: Value): string {
  if (value.kind === 'static') return `'${value.value}'`;
  return `= ${run.linked.definition.expressions[value.expression]?.source ?? ''}`;
}

export function show(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
