import type { Element, SequenceFlow } from '../definition.ts';
import { modelWarning } from '../problem.ts';
import type { ModelProblem } from '../problem.ts';
import { isActivity, refuse } from './graph.ts';
import type { Graph } from './graph.ts';

/** Where sequence flows may begin and end, and which of them may have conditions. */
export function flowRules(graph: Graph): readonly ModelProblem[] {
  return graph.elements.flatMap((element) => [
    ...endsOf(graph, element),
    ...conditionsOf(graph, element),
    ...missingConditions(graph, element),
  ]);
}

function endsOf(graph: Graph, element: Element): readonly ModelProblem[] {
  const into = graph.incoming(element).map(({ id }) => id);
  const out = graph.outgoing(element).map(({ id }) => id);
  const each = (flows: readonly string[], code: Parameters<typeof refuse>[0]) =>
    flows.map((flow) => refuse(code, element, { flow }));
  switch (element.kind) {
    case 'startEvent':
      return each(into, 'flow.intoStart');
    case 'endEvent':
      return each(out, 'flow.outOfEnd');
    case 'boundaryEvent': {
      const isCompensation = element.trigger.kind === 'compensation';
      return [
        ...each(into, 'flow.intoBoundary'),
        ...each(isCompensation ? out : [], 'compensation.boundaryWithOutgoing'),
      ];
    }
    case 'eventSubProcess':
      return each([...into, ...out], 'flow.eventSubProcess');
    case 'intermediateCatchEvent':
      return element.trigger.kind === 'link' ? each(into, 'link.catchWithIncoming') : [];
    case 'intermediateThrowEvent':
      return element.throws.kind === 'link' ? each(out, 'link.throwWithOutgoing') : [];
    default:
      return isActivity(element) && element.isForCompensation
        ? each([...into, ...out], 'flow.compensationHandler')
        : [];
  }
}

/** BPMN 2.0 §8.4.13: conditions on flows that leave activities and exclusive, inclusive or complex gateways. */
function takesConditions(element: Element): boolean {
  switch (element.kind) {
    case 'exclusiveGateway':
    case 'inclusiveGateway':
    case 'complexGateway':
      return true;
    default:
      return isActivity(element);
  }
}

function conditionsOf(graph: Graph, element: Element): readonly ModelProblem[] {
  const { kind, defaultFlow } = element;
  const conditional = graph.outgoing(element).filter(({ condition }) => condition !== null);
  if (!takesConditions(element)) {
    return conditional.map(({ id }) => refuse('flow.conditionNotAllowed', element, { flow: id, kind }));
  }
  return conditional
    .filter(({ id }) => id === defaultFlow)
    .map(({ id }) => modelWarning('flow.defaultWithCondition', { elementId: element.id, values: { flow: id } }));
}

/** Only where the gateway decides: a flow without a condition beside others could never be understood. */
function missingConditions(graph: Graph, element: Element): readonly ModelProblem[] {
  if (element.kind !== 'exclusiveGateway' && element.kind !== 'inclusiveGateway') return [];
  const outgoing = graph.outgoing(element);
  if (outgoing.length < 2) return [];
  const isBare = ({ id, condition }: SequenceFlow) => condition === null && id !== element.defaultFlow;
  return outgoing.filter(isBare).map(({ id }) => refuse('flow.conditionMissing', element, { flow: id }));
}
