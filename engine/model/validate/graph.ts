import type { Activity, Container, Definition, Element, Event, SequenceFlow } from '../definition.ts';
import { modelError } from '../problem.ts';
import type { ModelProblem, ProblemCode } from '../problem.ts';

/** A definition with the questions that rules ask of it. */
export interface Graph {
  readonly definition: Definition;
  readonly elements: readonly Element[];
  element(id: string | undefined): Element | undefined;
  incoming(element: Element): readonly SequenceFlow[];
  outgoing(element: Element): readonly SequenceFlow[];
  /** Elements directly inside a container. */
  children(container: Container): readonly Element[];
  scopeOf(element: Element): Container | undefined;
}

export type Rule = (graph: Graph) => readonly ModelProblem[];

export function graphOf(definition: Definition): Graph {
  const element = (id: string | undefined) => (id === undefined ? undefined : definition.elements[id]);
  const flows = (ids: readonly string[]) => ids.flatMap((id) => definition.flows[id] ?? []);
  return {
    definition,
    elements: Object.values(definition.elements),
    element,
    incoming: ({ incoming }) => flows(incoming),
    outgoing: ({ outgoing }) => flows(outgoing),
    children: ({ children }) => children.flatMap((id) => element(id) ?? []),
    scopeOf: ({ scope }) => {
      const parent = element(scope ?? undefined);
      return parent !== undefined && isContainer(parent) ? parent : undefined;
    },
  };
}

export function isContainer(element: Element): element is Container {
  return 'children' in element;
}

/** Something that is done and can carry boundary events. */
export function isActivity(element: Element): element is Activity {
  return 'boundary' in element;
}

export function isEvent(element: Element): element is Event {
  return 'trigger' in element || 'throws' in element;
}

export function refuse(
  code: ProblemCode,
  element: { readonly id: string },
  values: Readonly<Record<string, string | number>> = {},
): ModelProblem {
  return modelError(code, { elementId: element.id, values });
}

/** Values that more than one element has, with the elements' ids. */
export function repeated<T extends { readonly id: string }>(
  elements: readonly T[],
  valuesOf: (element: T) => readonly string[],
): readonly { readonly value: string; readonly ids: readonly string[] }[] {
  const byValue = new Map<string, string[]>();
  for (const element of elements) {
    for (const value of valuesOf(element)) byValue.set(value, [...(byValue.get(value) ?? []), element.id]);
  }
  return [...byValue].filter(([, ids]) => ids.length > 1).map(([value, ids]) => ({ value, ids }));
}
