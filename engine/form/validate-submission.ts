import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { Language } from '#engine/contracts/language.ts';
import { compileExpression, evaluate } from '#engine/expression/index.ts';
import type { Environment } from '#engine/expression/index.ts';
import { fieldProblems, valueKinds } from './catalogue/field-problems.ts';
import type { FieldProblemCode } from './catalogue/field-problems.ts';
import { checkField, isInput, isObject } from './field-checks.ts';
import type { EvaluateText, FieldFault } from './field-checks.ts';
import type { FormComponent, FormSchema } from './form-schema.ts';

export interface FieldProblem {
  /** Path of the value in the submission: `order.items[0].price`. */
  readonly path: string;
  readonly code: FieldProblemCode;
  readonly label: string;
  /** In the asked language. */
  readonly message: string;
}

export interface SubmissionContext {
  /** What the task's variables hold: a field that was not submitted is read from here, and so do conditions. */
  readonly variables?: JsonObject;
  /** Clock and zone for FEEL and for dates that must not lie in the past; the host's clock in UTC when absent. */
  readonly environment?: Environment;
}

/**
 * Checks submitted data against a form, as the form does in the browser: every fault of every visible field that a person
 * could fill in. Hidden, disabled and read-only fields are not checked; data that belongs to no field is left alone.
 */
export function validateSubmission(
  form: FormSchema,
  data: JsonObject,
  language: Language,
  context: SubmissionContext = {},
): readonly FieldProblem[] {
  const environment = context.environment ?? { now: Date.now(), zone: 'Etc/UTC', random: Math.random };
  const all: JsonObject = { ...context.variables, ...data };
  const root: Scope = { all, here: all, parent: null, indexes: [], environment };
  return form.components.flatMap((component) => check(component, root, '', language));
}

/** Where a component's keys are looked up: inside a dynamic list each item is a scope of its own. */
interface Scope {
  readonly all: JsonObject;
  readonly here: JsonObject;
  readonly parent: JsonObject | null;
  /** 1-based positions in the enclosing dynamic lists. */
  readonly indexes: readonly number[];
  readonly environment: Environment;
}

function check(component: FormComponent, scope: Scope, prefix: string, language: Language): readonly FieldProblem[] {
  const evaluateText = evaluator(scope);
  const hide = component.conditional?.hide;
  if (hide?.startsWith('=') && evaluateText(hide) === true) return [];
  const inside = component.components ?? [];
  if (component.type === 'dynamiclist') return checkList(component, scope, prefix, language);
  if (component.type === 'group' || inside.length > 0) {
    const part = component.path ?? '';
    const inner = part === '' ? scope : { ...scope, here: objectAt(scope.here, part) };
    return inside.flatMap((child) => check(child, inner, join(prefix, part), language));
  }
  const isFixed = component.disabled === true || isReadOnly(component, evaluateText);
  if (!isInput(component) || isFixed) return [];
  const key = component.key ?? '';
  const lookup = (name: string) => valueAt(scope.here, name) ?? valueAt(scope.all, name);
  const faults = checkField(component, valueAt(scope.here, key), {
    evaluate: evaluateText,
    lookup,
    now: scope.environment.now,
  });
  const path = join(prefix, key);
  return faults.map((fault) => worded(fault, component, path, language));
}

function checkList(
  component: FormComponent,
  scope: Scope,
  prefix: string,
  language: Language,
): readonly FieldProblem[] {
  const path = component.path ?? '';
  const value = valueAt(scope.here, path);
  const at = join(prefix, path);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [worded({ code: 'type', kind: 'list' }, component, at, language)];
  const items: readonly Json[] = value;
  return items.flatMap((item, position) => {
    const here = isObject(item) ? item : {};
    const inner = { ...scope, here, parent: scope.here, indexes: [...scope.indexes, position + 1] };
    return (component.components ?? []).flatMap((child) => check(child, inner, `${at}[${position}]`, language));
  });
}

function isReadOnly(component: FormComponent, evaluateText: EvaluateText): boolean {
  const { readonly } = component;
  return readonly === true || (typeof readonly === 'string' && evaluateText(readonly) === true);
}

/** FEEL of the schema: names are the scope's fields, then all data; `this`, `parent` and `i` as the forms define them. */
function evaluator(scope: Scope): EvaluateText {
  const special: Readonly<Record<string, Json | undefined>> = {
    this: scope.here,
    parent: scope.parent ?? undefined,
    i: scope.indexes,
    _this_: scope.here,
    _parent_: scope.parent ?? undefined,
    _i_: scope.indexes,
  };
  const lookup = { ...special, ...scope.all, ...scope.here };
  return (text) => {
    const compiled = compileExpression(text.replace(/^=/, ''));
    if (!compiled.ok) return undefined;
    const get = (name: string) => (Object.hasOwn(lookup, name) ? lookup[name] : undefined);
    const result = evaluate(compiled.expression, { get }, scope.environment);
    return result.ok ? result.value : undefined;
  };
}

function worded(fault: FieldFault, component: FormComponent, path: string, language: Language): FieldProblem {
  const label = component.label ?? component.dateLabel ?? component.key ?? path;
  const expected = fault.kind === undefined ? {} : { expected: valueKinds[fault.kind][language] };
  const values: Readonly<Record<string, string>> = { label, ...expected, ...fault.values };
  const template: string = fieldProblems[fault.code][language];
  const message = template.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
  return { path, code: fault.code, label, message };
}

function join(prefix: string, key: string): string {
  return prefix === '' || key === '' ? prefix + key : `${prefix}.${key}`;
}

function valueAt(data: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = data;
  for (const part of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

function objectAt(data: JsonObject, path: string): JsonObject {
  const value = valueAt(data, path);
  return isObject(value) ? value : {};
}
