import { z } from 'zod';
import type { Json } from '#engine/contracts/json.ts';
import { compileExpression, problemInOneLine } from '#engine/expression/index.ts';
import { say } from './words/say.ts';

/** A number, or FEEL (`=…`) that gives one when the form is checked. */
const bound = z.union([z.number(), z.string()]);

const validation = z.looseObject({
  required: z.boolean().optional(),
  min: bound.optional(),
  max: bound.optional(),
  minLength: bound.optional(),
  maxLength: bound.optional(),
  pattern: z.string().optional(),
  patternErrorMessage: z.string().optional(),
  validationType: z.enum(['custom', 'email', 'phone', '']).optional(),
});

const jsonValue: z.ZodType<Json> = z.json();

const option = z.looseObject({ label: z.string().optional(), value: jsonValue });

/** One component of a form-js schema. Properties that only concern drawing are kept and not looked at. */
export const formComponent = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  label: z.string().optional(),
  dateLabel: z.string().optional(),
  /** Where the value is written, from the enclosing `path` on. */
  key: z.string().optional(),
  /** Of a group or dynamic list: where its components' keys begin. */
  path: z.string().optional(),
  validate: validation.optional(),
  conditional: z.looseObject({ hide: z.string().optional() }).optional(),
  disabled: z.boolean().optional(),
  readonly: z.union([z.boolean(), z.string()]).optional(),
  values: z.array(option).optional(),
  valuesKey: z.string().optional(),
  valuesExpression: z.string().optional(),
  expression: z.string().optional(),
  subtype: z.string().optional(),
  disallowPassedDates: z.boolean().optional(),
  decimalDigits: z.number().int().nonnegative().optional(),
  increment: z.union([z.number(), z.string()]).optional(),
  defaultValue: jsonValue.optional(),
  get components(): z.ZodOptional<z.ZodArray<typeof formComponent>> {
    return z.array(formComponent).optional();
  },
});

export const formSchema = z.looseObject({
  type: z.literal('default').optional(),
  id: z.string().optional(),
  schemaVersion: z.number().optional(),
  components: z.array(formComponent),
});

export type FormComponent = z.infer<typeof formComponent>;
export type FormSchema = z.infer<typeof formSchema>;

export interface FormFault {
  /** JSON path in the schema: `components[2].validate.pattern`. */
  readonly path: string;
  readonly message: string;
}

export type ParsedForm =
  { readonly ok: true; readonly form: FormSchema } | { readonly ok: false; readonly faults: readonly FormFault[] };

/**
 * Reads a form as JSON text or value; for deployment. Tells all faults at once, bad patterns and FEEL included; `wording`
 * puts those of the schema into a person's language. Never throws.
 */
export function parseForm(input: unknown, wording?: z.core.$ZodErrorMap): ParsedForm {
  let value = input;
  if (typeof input === 'string') {
    try {
      value = JSON.parse(input);
    } catch (error) {
      const fault = error instanceof Error ? error.message : '';
      return { ok: false, faults: [{ path: '', message: say('form.notJson', { fault }) }] };
    }
  }
  const parsed = formSchema.safeParse(value, wording === undefined ? {} : { error: wording });
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({ path: jsonPath(path), message }));
    return { ok: false, faults };
  }
  const faults = parsed.data.components.flatMap((component, position) =>
    componentFaults(component, `components[${position}]`),
  );
  return faults.length > 0 ? { ok: false, faults } : { ok: true, form: parsed.data };
}

function jsonPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function componentFaults(component: FormComponent, path: string): readonly FormFault[] {
  const faults: FormFault[] = [];
  const { pattern, min, max, minLength, maxLength } = component.validate ?? {};
  if (pattern !== undefined && toRegExp(pattern) === null) {
    faults.push({ path: `${path}.validate.pattern`, message: say('form.pattern', { pattern }) });
  }
  const texts = {
    'conditional.hide': component.conditional?.hide,
    valuesExpression: component.valuesExpression,
    expression: component.expression,
    'validate.min': min,
    'validate.max': max,
    'validate.minLength': minLength,
    'validate.maxLength': maxLength,
  };
  for (const [name, text] of Object.entries(texts)) {
    if (typeof text !== 'string' || !text.startsWith('=')) continue;
    const compiled = compileExpression(text.slice(1));
    const problems = compiled.ok ? [] : compiled.problems;
    faults.push(...problems.map((problem) => ({ path: `${path}.${name}`, message: problemInOneLine(problem) })));
  }
  const inside = (component.components ?? []).flatMap((inner, position) =>
    componentFaults(inner, `${path}.components[${position}]`),
  );
  return [...faults, ...inside];
}

export function toRegExp(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern);
  } catch {
    return null;
  }
}
