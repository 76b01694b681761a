import type { ModdleElement } from 'dmn-moddle';
import type { Aggregator, DecisionTable, HitPolicy, TableInput, TableOutput, TableRule, Text } from '../model.ts';
import { elementIn, elementsIn, idOf, nameOf, textIn, textOf, typeRefOf } from './elements.ts';

export function readTable(element: ModdleElement, owner: string): DecisionTable {
  return {
    kind: 'table',
    id: owner,
    typeRef: typeRefOf(element),
    hitPolicy: hitPolicyOf(textIn(element, 'hitPolicy')),
    aggregator: aggregatorOf(textIn(element, 'aggregation')),
    inputs: elementsIn(element, 'input').map((input) => readInput(input, owner)),
    outputs: elementsIn(element, 'output').map((output) => readOutput(output, owner)),
    rules: elementsIn(element, 'rule').map((rule) => readRule(rule, owner)),
  };
}

function hitPolicyOf(text: string | null): HitPolicy {
  switch (text) {
    case 'FIRST':
    case 'PRIORITY':
    case 'ANY':
    case 'COLLECT':
    case 'RULE ORDER':
    case 'OUTPUT ORDER':
      return text;
    default:
      return 'UNIQUE';
  }
}

function aggregatorOf(text: string | null): Aggregator | null {
  return text === 'SUM' || text === 'COUNT' || text === 'MIN' || text === 'MAX' ? text : null;
}

function readInput(input: ModdleElement, owner: string): TableInput {
  const id = idOf(input) || owner;
  const expression = elementIn(input, 'inputExpression');
  const text = textOf(expression, id) ?? { elementId: id, text: 'null' };
  return {
    id,
    label: textIn(input, 'label') ?? text.text,
    expression: text,
    typeRef: expression === null ? null : typeRefOf(expression),
    allowedValues: textOf(elementIn(input, 'inputValues'), id),
  };
}

function readOutput(output: ModdleElement, owner: string): TableOutput {
  const id = idOf(output) || owner;
  const name = nameOf(output);
  return {
    id,
    name,
    label: textIn(output, 'label') ?? name,
    typeRef: typeRefOf(output),
    allowedValues: textOf(elementIn(output, 'outputValues'), id),
    defaultEntry: textOf(elementIn(output, 'defaultOutputEntry'), id),
  };
}

function readRule(rule: ModdleElement, owner: string): TableRule {
  const id = idOf(rule) || owner;
  const texts = (property: string, empty: string): Text[] =>
    elementsIn(rule, property).map((entry) => textOf(entry, id) ?? { elementId: idOf(entry) || id, text: empty });
  return { id, conditions: texts('inputEntry', '-'), conclusions: texts('outputEntry', 'null') };
}
