import { compileExpression } from '#engine/expression/index.ts';
import { isInput } from './field-checks.ts';
import type { FormComponent, FormSchema } from './form-schema.ts';

export interface FormKeys {
  /** Variables that the form writes when it is submitted: the first part of each field's path. */
  readonly writes: readonly string[];
  /** Variables that it shows, offers as options, or asks in conditions; written ones are shown too. */
  readonly reads: readonly string[];
}

/** Names of the variables that a form touches: for lint, prefetching and the variables view. */
export function formKeys(form: FormSchema): FormKeys {
  const writes = new Set<string>();
  const reads = new Set<string>();
  // Inside a list, names are looked up in its items first: only the list itself is a variable for certain.
  const walk = (component: FormComponent, prefix: string) => {
    const isList = component.type === 'dynamiclist';
    const path = [prefix, component.path ?? ''].filter((part) => part !== '').join('.');
    if (isInput(component)) {
      const root = firstPart([prefix, component.key ?? ''].filter((part) => part !== '').join('.'));
      reads.add(root);
      if (component.disabled !== true) writes.add(root);
    }
    if (isList && path !== '') {
      writes.add(firstPart(path));
      reads.add(firstPart(path));
    }
    for (const name of readBy(component)) reads.add(name);
    for (const child of component.components ?? []) walk(child, path);
  };
  for (const component of form.components) walk(component, '');
  return { writes: [...writes].sort(), reads: [...reads].sort() };
}

function readBy(component: FormComponent): readonly string[] {
  const { min, max, minLength, maxLength } = component.validate ?? {};
  const texts = [
    component.conditional?.hide,
    component.valuesExpression,
    component.expression,
    component['text'],
    min,
    max,
    minLength,
    maxLength,
  ];
  const names = texts.flatMap((text) => {
    if (typeof text !== 'string' || !text.startsWith('=')) return [];
    const compiled = compileExpression(text.slice(1));
    return compiled.ok ? compiled.expression.reads.map(firstPart) : [];
  });
  const fromKey =
    component.valuesKey === undefined || component.valuesKey === '' ? [] : [firstPart(component.valuesKey)];
  return [...names, ...fromKey].filter((name) => !['this', 'parent', 'i', '_this_', '_parent_', '_i_'].includes(name));
}

function firstPart(path: string): string {
  return path.split('.')[0] ?? path;
}
