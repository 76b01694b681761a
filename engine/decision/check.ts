import type { DecisionModel, DecisionProblem, Reference } from './model.ts';
import { say } from './words/say.ts';

interface Element {
  readonly id: string;
  readonly name: string;
  readonly requires: readonly Reference[];
}

/** Faults of structure: ids and names that come twice, references to nothing, decisions that require themselves. */
export function checkModel(model: DecisionModel): DecisionProblem[] {
  const elements = elementsOf(model);
  return [
    ...model.imports.flatMap(({ model: imported }) => checkModel(imported)),
    ...duplicates(elements, 'id', 'duplicate-id'),
    ...duplicates([...model.decisions], 'name', 'duplicate-name'),
    ...missing(model, elements),
    ...cycles(model, elements),
  ];
}

function elementsOf(model: DecisionModel): Element[] {
  return [
    ...model.inputs.map(({ id, name }) => ({ id, name, requires: [] })),
    ...model.decisions,
    ...model.functions,
    ...model.services.map(({ id, name, outputs, encapsulated, inputDecisions, inputData }) => ({
      id,
      name,
      requires: [...outputs, ...encapsulated, ...inputDecisions, ...inputData],
    })),
  ];
}

function duplicates(
  elements: readonly { readonly id: string; readonly name: string }[],
  property: 'id' | 'name',
  code: 'duplicate-id' | 'duplicate-name',
): DecisionProblem[] {
  const seen = new Set<string>();
  return elements.flatMap((element) => {
    const value = element[property];
    const isRepeated = value !== '' && seen.has(value);
    seen.add(value);
    if (!isRepeated) return [];
    const { id, name } = element;
    const message = property === 'id' ? say('decision.idRepeated', { id }) : say('decision.nameRepeated', { name });
    return [{ code, elementId: id, message }];
  });
}

const keyOf = ({ namespace, id }: Reference): string => `${namespace}#${id}`;

function allKeys(model: DecisionModel): Set<string> {
  const keys = new Set(elementsOf(model).map(({ id }) => `${model.namespace}#${id}`));
  for (const { model: imported } of model.imports) for (const key of allKeys(imported)) keys.add(key);
  return keys;
}

function missing(model: DecisionModel, elements: readonly Element[]): DecisionProblem[] {
  const known = allKeys(model);
  return elements.flatMap(({ id, requires }) =>
    requires
      .filter((reference) => !known.has(keyOf(reference)))
      .map((reference): DecisionProblem => {
        const message =
          reference.namespace === model.namespace
            ? say('decision.requirementMissing', { id: reference.id })
            : say('decision.foreignRequirementMissing', { id: reference.id, namespace: reference.namespace });
        return { code: 'missing-element', elementId: id, message };
      }),
  );
}

/** Functions may call themselves, and a service contains its decisions; decisions must not depend on themselves. */
function cycles(model: DecisionModel, elements: readonly Element[]): DecisionProblem[] {
  const decisions = new Set(model.decisions.map(({ id }) => id));
  const requires = new Map(
    elements
      .filter(({ id }) => decisions.has(id))
      .map(({ id, requires: references }) => [
        id,
        references.filter((reference) => reference.namespace === model.namespace).map((reference) => reference.id),
      ]),
  );
  const done = new Set<string>();
  const found: DecisionProblem[] = [];
  const visit = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) {
      const circle = [...path.slice(path.indexOf(id)), id].join(' → ');
      found.push({ code: 'cycle', elementId: id, message: say('decision.requiresItself', { circle }) });
      return;
    }
    if (done.has(id)) return;
    for (const next of requires.get(id) ?? []) visit(next, [...path, id]);
    done.add(id);
  };
  for (const id of requires.keys()) visit(id, []);
  return found;
}
