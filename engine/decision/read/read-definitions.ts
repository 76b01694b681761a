import type { ModdleElement } from 'dmn-moddle';
import type {
  BusinessKnowledgeModel,
  Decision,
  DecisionModel,
  DecisionService,
  ImportedModel,
  InputData,
  ItemDefinition,
  Reference,
} from '../model.ts';
import {
  elementIn,
  elementsIn,
  idOf,
  nameOf,
  parameterOf,
  referenceOf,
  textIn,
  textOf,
  typeRefOf,
  variableOf,
} from './elements.ts';
import { readBoxed, readFunction } from './read-boxed.ts';

/** The model of a `definitions` element; its imports have been read before. */
export function readDefinitions(definitions: ModdleElement, imports: readonly ImportedModel[]): DecisionModel {
  const namespace = textIn(definitions, 'namespace') ?? '';
  const elements = elementsIn(definitions, 'drgElement');
  const ofType = (type: string): ModdleElement[] => elements.filter((element) => element.$type === type);
  return {
    id: idOf(definitions),
    name: nameOf(definitions),
    namespace,
    imports,
    types: elementsIn(definitions, 'itemDefinition').map(readItemDefinition),
    inputs: ofType('dmn:InputData').map(readInputData),
    decisions: ofType('dmn:Decision').map((element) => readDecision(element, namespace)),
    functions: ofType('dmn:BusinessKnowledgeModel').map((element) => readBusinessKnowledge(element, namespace)),
    services: ofType('dmn:DecisionService').map((element) => readService(element, namespace)),
  };
}

function readItemDefinition(element: ModdleElement): ItemDefinition {
  const functionItem = elementIn(element, 'functionItem');
  const id = idOf(element) || nameOf(element);
  return {
    name: nameOf(element),
    isCollection: element['isCollection'] === true,
    typeRef: typeRefOf(element),
    components: elementsIn(element, 'itemComponent').map(readItemDefinition),
    allowedValues: textOf(elementIn(element, 'allowedValues'), id),
    typeConstraint: textOf(elementIn(element, 'typeConstraint'), id),
    functionItem:
      functionItem === null
        ? null
        : {
            parameters: elementsIn(functionItem, 'parameters').map(parameterOf),
            result: textIn(functionItem, 'outputTypeRef'),
          },
  };
}

/** An element without an id goes by its name; nothing can refer to it then. */
function keyOf(element: ModdleElement): string {
  return idOf(element) || nameOf(element);
}

function readInputData(element: ModdleElement): InputData {
  return { id: keyOf(element), name: nameOf(element), variable: variableOf(element) };
}

function references(
  element: ModdleElement,
  list: string,
  properties: readonly string[],
  namespace: string,
): Reference[] {
  return elementsIn(element, list).flatMap((requirement) =>
    properties.flatMap((property) => referenceOf(elementIn(requirement, property), namespace) ?? []),
  );
}

function requirementsOf(element: ModdleElement, namespace: string): Reference[] {
  return [
    ...references(element, 'informationRequirement', ['requiredInput', 'requiredDecision'], namespace),
    ...references(element, 'knowledgeRequirement', ['requiredKnowledge'], namespace),
  ];
}

/** Camunda's `zeebe:versionTag`. Absent where there is none, so that the model's content stays what it was. */
function versionTagOf(element: ModdleElement): { readonly versionTag?: string } {
  const extensions = elementIn(element, 'extensionElements');
  const own = extensions === null ? [] : elementsIn(extensions, 'values');
  const tag = own.find(({ $type }) => $type === 'zeebe:versionTag');
  const versionTag = tag === undefined ? null : textIn(tag, 'value');
  return versionTag === null || versionTag === '' ? {} : { versionTag };
}

function readDecision(element: ModdleElement, namespace: string): Decision {
  return {
    id: keyOf(element),
    name: nameOf(element),
    ...versionTagOf(element),
    variable: variableOf(element),
    requires: requirementsOf(element, namespace),
    logic: readBoxed(elementIn(element, 'decisionLogic'), keyOf(element)),
  };
}

function readBusinessKnowledge(element: ModdleElement, namespace: string): BusinessKnowledgeModel {
  const logic = elementIn(element, 'encapsulatedLogic');
  return {
    id: keyOf(element),
    name: nameOf(element),
    variable: variableOf(element),
    requires: requirementsOf(element, namespace),
    logic: logic === null ? null : readFunction(logic, keyOf(element)),
  };
}

function readService(element: ModdleElement, namespace: string): DecisionService {
  const targets = (property: string): Reference[] =>
    elementsIn(element, property).flatMap((reference) => referenceOf(reference, namespace) ?? []);
  return {
    id: keyOf(element),
    name: nameOf(element),
    variable: variableOf(element),
    outputs: targets('outputDecision'),
    encapsulated: targets('encapsulatedDecision'),
    inputDecisions: targets('inputDecision'),
    inputData: targets('inputData'),
  };
}
