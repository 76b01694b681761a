import { Decimal } from 'decimal.js';
import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { FieldProblemCode, ValueKind } from './catalogue/field-problems.ts';
import { toRegExp } from './form-schema.ts';
import type { FormComponent } from './form-schema.ts';

/** A fault of one value, before it is put into words. */
export interface FieldFault {
  readonly code: FieldProblemCode;
  readonly values?: Readonly<Record<string, string>>;
  readonly kind?: ValueKind;
}

/** How a check evaluates FEEL: `=…` of the schema in the scope of the field; undefined when it cannot be evaluated. */
export type EvaluateText = (text: string) => Json | undefined;

const inputTypes = new Set([
  'textfield',
  'textarea',
  'number',
  'checkbox',
  'checklist',
  'radio',
  'select',
  'taglist',
  'datetime',
  'filepicker',
]);

/** A component that a person fills in; the others show or arrange. */
export function isInput(component: FormComponent): boolean {
  return inputTypes.has(component.type) && component.key !== undefined && component.key !== '';
}

/** Everything wrong with one field's value. `now` is epoch milliseconds in UTC. */
export function checkField(
  component: FormComponent,
  value: Json | undefined,
  scope: { readonly evaluate: EvaluateText; readonly lookup: (key: string) => Json | undefined; readonly now: number },
): readonly FieldFault[] {
  if (isEmpty(component, value)) return component.validate?.required === true ? [{ code: 'required' }] : [];
  const present = value ?? null;
  switch (component.type) {
    case 'number':
      return checkNumber(component, present, scope.evaluate);
    case 'checkbox':
      return typeof present === 'boolean' ? [] : [wrongType('boolean')];
    case 'radio':
    case 'select':
      return checkOptions(component, [present], scope);
    case 'checklist':
    case 'taglist':
      return Array.isArray(present) ? checkOptions(component, present, scope) : [wrongType('list')];
    case 'datetime':
      return checkDate(component, present, scope.now);
    default:
      return typeof present === 'string' ? checkText(component, present, scope.evaluate) : [wrongType('text')];
  }
}

function wrongType(kind: ValueKind): FieldFault {
  return { code: 'type', kind };
}

/** An unchecked box counts as empty only where it must be checked: `false` is an answer elsewhere. */
function isEmpty(component: FormComponent, value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (component.type === 'checkbox') return value === false;
  return Array.isArray(value) && value.length === 0;
}

function checkText(component: FormComponent, value: string, evaluate: EvaluateText): readonly FieldFault[] {
  const { pattern, patternErrorMessage, validationType, minLength, maxLength } = component.validate ?? {};
  // UTF-16 units, as the form counts in the browser.
  const { length } = value.trim();
  const faults: FieldFault[] = [];
  const least = limit(minLength, evaluate);
  const most = limit(maxLength, evaluate);
  if (least.fault) faults.push(least.fault);
  if (most.fault) faults.push(most.fault);
  if (least.value !== null && least.value.gt(length))
    faults.push({ code: 'minLength', values: { limit: least.value.toString() } });
  if (most.value !== null && most.value.lt(length))
    faults.push({ code: 'maxLength', values: { limit: most.value.toString() } });
  const usesPattern = validationType === undefined || validationType === 'custom' || validationType === '';
  if (usesPattern && pattern !== undefined && pattern !== '' && toRegExp(pattern)?.test(value) === false) {
    const isOwn = patternErrorMessage !== undefined && patternErrorMessage !== '';
    faults.push(
      isOwn ? { code: 'patternOwn', values: { text: patternErrorMessage } } : { code: 'pattern', values: { pattern } },
    );
  }
  if (validationType === 'email' && !/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(value)) faults.push({ code: 'email' });
  // E.164: at most 15 digits after the international prefix.
  if (validationType === 'phone' && !/^(?:\+|00)[1-9]\d{5,14}$/.test(value.replaceAll(/[\s()-]/g, ''))) {
    faults.push({ code: 'phone' });
  }
  return faults;
}

function checkNumber(component: FormComponent, value: Json, evaluate: EvaluateText): readonly FieldFault[] {
  const number = toDecimal(value);
  if (number === null) return [wrongType('number')];
  const faults: FieldFault[] = [];
  const { decimalDigits } = component;
  if (decimalDigits !== undefined && number.decimalPlaces() > decimalDigits) {
    faults.push({ code: 'decimalDigits', values: { limit: String(decimalDigits) } });
  }
  const step = component.increment === undefined ? null : toDecimal(component.increment);
  if (step !== null && !step.isZero() && !number.mod(step).isZero()) {
    faults.push({ code: 'increment', values: { step: step.toString() } });
  }
  const least = limit(component.validate?.min, evaluate);
  const most = limit(component.validate?.max, evaluate);
  if (least.fault) faults.push(least.fault);
  if (most.fault) faults.push(most.fault);
  if (least.value?.gt(number)) faults.push({ code: 'min', values: { limit: least.value.toString() } });
  if (most.value?.lt(number)) faults.push({ code: 'max', values: { limit: most.value.toString() } });
  return faults;
}

/** Decimal text counts as a number: forms may serialise numbers so, and integers beyond 2^53 have to. */
function toDecimal(value: Json | undefined): Decimal | null {
  const isNumber =
    typeof value === 'number' || (typeof value === 'string' && /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value));
  return isNumber ? new Decimal(value) : null;
}

/** A limit of the schema. One that is no number is told as a fault of the form, one that is null does not limit. */
function limit(
  given: number | string | undefined,
  evaluate: EvaluateText,
): { readonly value: Decimal | null; readonly fault?: FieldFault } {
  if (given === undefined || given === '') return { value: null };
  const known = typeof given === 'string' && given.startsWith('=') ? evaluate(given) : given;
  if (known === null) return { value: null };
  const value = toDecimal(known);
  return value === null ? { value, fault: { code: 'bound', values: { expression: String(given) } } } : { value };
}

function checkOptions(
  component: FormComponent,
  chosen: readonly Json[],
  scope: { readonly evaluate: EvaluateText; readonly lookup: (key: string) => Json | undefined },
): readonly FieldFault[] {
  const options = optionsOf(component, scope);
  // Options that cannot be known here (the variable is gone) were known to the browser: nothing to hold against the value.
  if (options === null) return [];
  return chosen
    .filter((value) => !options.some((one) => sameJson(one, value)))
    .map((value) => ({ code: 'option', values: { value: JSON.stringify(value) } }));
}

function optionsOf(
  component: FormComponent,
  scope: { readonly evaluate: EvaluateText; readonly lookup: (key: string) => Json | undefined },
): readonly Json[] | null {
  if (component.valuesExpression !== undefined) return optionValues(scope.evaluate(component.valuesExpression));
  if (component.valuesKey !== undefined && component.valuesKey !== '') {
    return optionValues(scope.lookup(component.valuesKey));
  }
  return (component.values ?? []).map(({ value }) => value);
}

/** Options may be plain values or objects with a label and a value. */
function optionValues(list: Json | undefined): readonly Json[] | null {
  if (!Array.isArray(list)) return null;
  const items: readonly Json[] = list;
  return items.map((item) => (isObject(item) && item['value'] !== undefined ? item['value'] : item));
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item: Json, position) => sameJson(item, b[position] ?? null))
    );
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => name in b && sameJson(a[name] ?? null, b[name] ?? null))
  );
}

const dateForms = {
  date: /^(\d{4})-(\d{2})-(\d{2})$/,
  time: /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d{2}:?\d{2})?$/,
  datetime: /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/,
} as const;

function checkDate(component: FormComponent, value: Json, now: number): readonly FieldFault[] {
  const kind = component.subtype === 'time' || component.subtype === 'datetime' ? component.subtype : 'date';
  const match = typeof value === 'string' ? dateForms[kind].exec(value) : null;
  if (match === null) return [wrongType(kind)];
  if (kind === 'time') return [];
  const [, year, month, day] = match.map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day));
  if (date.getUTCMonth() !== (month ?? 1) - 1 || date.getUTCDate() !== day) return [wrongType(kind)];
  // Zones reach 14 hours ahead of UTC and 12 behind: a day is past only when it is past everywhere.
  const hasPassed = date.getTime() + 36 * 3_600_000 <= now;
  return component.disallowPassedDates === true && hasPassed ? [{ code: 'passedDate' }] : [];
}
