import type { ModdleElement } from 'dmn-moddle';
import { normalizeName } from '#engine/expression/linking.ts';
import type { Boxed, FunctionDefinition, FunctionKind } from '../model.ts';
import { elementIn, elementsIn, idOf, nameOf, parameterOf, textIn, textOf, typeRefOf } from './elements.ts';
import { readTable } from './read-table.ts';

/** A boxed expression; null where a file leaves it out or holds a kind that DMN does not know. */
export function readBoxed(element: ModdleElement | null, owner: string): Boxed | null {
  if (element === null) return null;
  const id = idOf(element) || owner;
  const typeRef = typeRefOf(element);
  const inner = (property: string): Boxed | null => readBoxed(childOf(element, property), id);
  switch (element.$type) {
    case 'dmn:LiteralExpression':
      return { kind: 'literal', typeRef, text: textOf(element, id) ?? { elementId: id, text: 'null' } };
    case 'dmn:DecisionTable':
      return readTable(element, id);
    case 'dmn:Context':
      return {
        kind: 'context',
        typeRef,
        entries: elementsIn(element, 'contextEntry').map((entry) => readEntry(entry, id)),
      };
    case 'dmn:List':
      return { kind: 'list', typeRef, items: readAll(elementsIn(element, 'elements'), id) };
    case 'dmn:Relation':
      return {
        kind: 'relation',
        typeRef,
        columns: elementsIn(element, 'column').map(parameterOf),
        rows: elementsIn(element, 'row').map((row) => readAll(elementsIn(row, 'elements'), id)),
      };
    case 'dmn:Invocation':
      return {
        kind: 'invocation',
        typeRef,
        callee: readBoxed(elementIn(element, 'calledFunction'), id),
        bindings: elementsIn(element, 'binding').map((binding) => readBinding(binding, id)),
      };
    case 'dmn:FunctionDefinition':
      return readFunction(element, id);
    case 'dmn:Conditional':
      return { kind: 'conditional', typeRef, condition: inner('if'), then: inner('then'), otherwise: inner('else') };
    case 'dmn:Filter':
      return { kind: 'filter', typeRef, list: inner('in'), match: inner('match') };
    case 'dmn:For':
      return { kind: 'for', typeRef, iterator: iteratorOf(element), list: inner('in'), body: inner('return') };
    case 'dmn:Some':
      return { kind: 'some', typeRef, iterator: iteratorOf(element), list: inner('in'), body: inner('satisfies') };
    case 'dmn:Every':
      return { kind: 'every', typeRef, iterator: iteratorOf(element), list: inner('in'), body: inner('satisfies') };
    default:
      return null;
  }
}

/** An item that cannot be read still counts, as null. */
function readAll(elements: readonly ModdleElement[], owner: string): Boxed[] {
  return elements.map(
    (element) =>
      readBoxed(element, owner) ?? { kind: 'literal', typeRef: null, text: { elementId: owner, text: 'null' } },
  );
}

/** The expression inside the wrapper that DMN 1.4 puts around it. */
function childOf(element: ModdleElement, property: string): ModdleElement | null {
  const wrapper = elementIn(element, property);
  return wrapper === null ? null : elementIn(wrapper, 'value');
}

function iteratorOf(element: ModdleElement): string {
  return normalizeName(textIn(element, 'iteratorVariable') ?? '');
}

function readEntry(entry: ModdleElement, owner: string): Extract<Boxed, { kind: 'context' }>['entries'][number] {
  const variable = elementIn(entry, 'variable');
  return {
    variable: variable === null ? null : { name: nameOf(variable), typeRef: typeRefOf(variable) },
    value: readBoxed(elementIn(entry, 'value'), owner),
  };
}

function readBinding(
  binding: ModdleElement,
  owner: string,
): Extract<Boxed, { kind: 'invocation' }>['bindings'][number] {
  const parameter = elementIn(binding, 'parameter');
  return {
    parameter: parameter === null ? { name: '', typeRef: null } : parameterOf(parameter),
    value: readBoxed(elementIn(binding, 'bindingFormula'), owner),
  };
}

export function readFunction(element: ModdleElement, owner: string): FunctionDefinition {
  return {
    kind: 'function',
    typeRef: typeRefOf(element),
    language: languageOf(textIn(element, 'kind')),
    parameters: elementsIn(element, 'formalParameter').map(parameterOf),
    body: readBoxed(elementIn(element, 'body'), owner),
  };
}

function languageOf(kind: string | null): FunctionKind {
  return kind === 'Java' || kind === 'PMML' ? kind : 'FEEL';
}
