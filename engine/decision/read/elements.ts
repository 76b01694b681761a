import type { ModdleElement } from 'dmn-moddle';
import { normalizeName } from '#engine/expression/linking.ts';
import type { Reference, Text, Variable } from '../model.ts';

export function isElement(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value && typeof value.$type === 'string';
}

export function elementIn(parent: ModdleElement, property: string): ModdleElement | null {
  const value = parent[property];
  return isElement(value) ? value : null;
}

export function elementsIn(parent: ModdleElement, property: string): ModdleElement[] {
  const value = parent[property];
  return Array.isArray(value) ? value.filter(isElement) : [];
}

export function textIn(parent: ModdleElement, property: string): string | null {
  const value = parent[property];
  return typeof value === 'string' ? value : null;
}

export function idOf(element: ModdleElement): string {
  return textIn(element, 'id') ?? '';
}

export function nameOf(element: ModdleElement): string {
  return normalizeName(textIn(element, 'name') ?? '');
}

/** A type's name: DMN 1.1 wrote `feel:number`, later versions `number`. */
export function typeRefOf(element: ModdleElement): string | null {
  const name = textIn(element, 'typeRef');
  if (name === null || name.trim() === '') return null;
  return normalizeName(name).replace(/^feel[.:]/, '');
}

/** An element's `variable`; without one its own name stands in. */
export function variableOf(element: ModdleElement): Variable {
  const variable = elementIn(element, 'variable');
  if (variable === null) return { name: nameOf(element), typeRef: null };
  return { name: nameOf(variable) === '' ? nameOf(element) : nameOf(variable), typeRef: typeRefOf(variable) };
}

export function parameterOf(element: ModdleElement): Variable {
  return { name: nameOf(element), typeRef: typeRefOf(element) };
}

/** The text of a literal expression or of unary tests; null where there is none. */
export function textOf(element: ModdleElement | null, owner: string): Text | null {
  if (element === null) return null;
  const text = textIn(element, 'text');
  return text === null || text.trim() === '' ? null : { elementId: idOf(element) || owner, text };
}

/** `#id` in this model or `namespace#id` in another. */
export function referenceOf(element: ModdleElement | null, namespace: string): Reference | null {
  const href = element === null ? null : textIn(element, 'href');
  if (href === null) return null;
  const hash = href.lastIndexOf('#');
  return { namespace: hash > 0 ? href.slice(0, hash) : namespace, id: href.slice(hash + 1) };
}
