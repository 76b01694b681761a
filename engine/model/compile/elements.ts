import type { AdHocSubProcess, Container, Element, EndEvent, StartEvent } from '../definition.ts';
import { child, children, extension, filled, flag, text } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { activity } from './activities.ts';
import { activityBase, base } from './base.ts';
import type { Context } from './context.ts';
import { dataAssociations } from './data.ts';
import { fault, optionalFeel } from './draft.ts';
import { job } from './extensions.ts';
import { variable } from './loops.ts';
import { childIds, isEventSubProcess, tagOf } from './process-index.ts';
import { condition, throws } from './throws.ts';
import { trigger } from './triggers.ts';
import { form } from './user-task.ts';

/** One flow node; null, with a fault, for a type that nothing executes. */
export function element(context: Context, node: Node, id: string): Element | null {
  const found = activity(context, node, id) ?? container(context, node, id) ?? gateway(context, node, id);
  const compiled = found ?? event(context, node, id);
  if (compiled === null) fault(context.draft, 'element.unsupported', { elementId: id }, { feature: tagOf(node) });
  return compiled;
}

function event(context: Context, node: Node, id: string): Element | null {
  switch (node.$type) {
    case 'bpmn:StartEvent': {
      const interrupting = flag(node, 'isInterrupting', true);
      const startForm = form(context, node, id, false);
      const common = catchBase(context, node, id);
      return { kind: 'startEvent', ...common, trigger: trigger(context, node, id), interrupting, form: startForm };
    }
    case 'bpmn:IntermediateCatchEvent':
      return { kind: 'intermediateCatchEvent', ...catchBase(context, node, id), trigger: trigger(context, node, id) };
    case 'bpmn:IntermediateThrowEvent':
      return { kind: 'intermediateThrowEvent', ...throwBase(context, node, id), throws: throws(context, node, id) };
    case 'bpmn:BoundaryEvent': {
      const attachedTo = child(node, 'attachedToRef')?.id ?? '';
      if (attachedTo === '') fault(context.draft, 'boundary.hostMissing', { elementId: id });
      const interrupting = flag(node, 'cancelActivity', true);
      const common = catchBase(context, node, id);
      return { kind: 'boundaryEvent', ...common, trigger: trigger(context, node, id), attachedTo, interrupting };
    }
    case 'bpmn:EndEvent':
      return { kind: 'endEvent', ...throwBase(context, node, id), throws: throws(context, node, id) };
    default:
      return null;
  }
}

/** An event that catches brings data, one that throws sends some; most have none drawn. */
function catchBase(
  context: Context,
  node: Node,
  id: string,
): ReturnType<typeof base> & Pick<StartEvent, 'dataOutputs'> {
  const dataOutputs = dataAssociations(context, node, id, 'output');
  return { ...base(context, node, id), ...(dataOutputs.length > 0 && { dataOutputs }) };
}

function throwBase(context: Context, node: Node, id: string): ReturnType<typeof base> & Pick<EndEvent, 'dataInputs'> {
  const dataInputs = dataAssociations(context, node, id, 'input');
  return { ...base(context, node, id), ...(dataInputs.length > 0 && { dataInputs }) };
}

function gateway(context: Context, node: Node, id: string): Element | null {
  switch (node.$type) {
    case 'bpmn:ExclusiveGateway':
      return { kind: 'exclusiveGateway', ...base(context, node, id) };
    case 'bpmn:ParallelGateway':
      return { kind: 'parallelGateway', ...base(context, node, id) };
    case 'bpmn:InclusiveGateway':
      return { kind: 'inclusiveGateway', ...base(context, node, id) };
    case 'bpmn:EventBasedGateway': {
      const parallel = text(node, 'eventGatewayType') === 'Parallel';
      return {
        kind: 'eventBasedGateway',
        ...base(context, node, id),
        instantiate: flag(node, 'instantiate', false),
        parallel,
      };
    }
    case 'bpmn:ComplexGateway': {
      const activationCondition = condition(context.draft, node, 'activationCondition', id);
      return { kind: 'complexGateway', ...base(context, node, id), activationCondition };
    }
    default:
      return null;
  }
}

function container(context: Context, node: Node, id: string): Element | null {
  switch (node.$type) {
    case 'bpmn:SubProcess':
      return isEventSubProcess(node)
        ? { kind: 'eventSubProcess', ...base(context, node, id), ...contents(node) }
        : { kind: 'subProcess', ...activityBase(context, node, id), ...contents(node) };
    case 'bpmn:Transaction':
      return { kind: 'transaction', ...activityBase(context, node, id), ...contents(node) };
    case 'bpmn:AdHocSubProcess':
      return {
        kind: 'adHocSubProcess',
        ...activityBase(context, node, id),
        ...contents(node),
        ...adHoc(context, node, id),
      };
    default:
      return null;
  }
}

function adHoc(
  context: Context,
  node: Node,
  elementId: string,
): Omit<AdHocSubProcess, keyof ReturnType<typeof activityBase> | keyof ReturnType<typeof contents> | 'kind'> {
  const { draft } = context;
  const owner = extension(node, 'zeebe:AdHoc');
  const at = (part: string) => ({ elementId, path: `adHoc.${part}` });
  const outputCollection = variable(draft, owner, 'outputCollection', elementId);
  if ((outputCollection === null) !== (filled(owner, 'outputElement') === null)) {
    fault(draft, 'loop.outputIncomplete', { elementId });
  }
  return {
    activeElements: optionalFeel(draft, text(owner, 'activeElementsCollection'), at('activeElementsCollection')),
    completionCondition: condition(draft, node, 'completionCondition', elementId),
    cancelRemainingInstances: flag(node, 'cancelRemainingInstances', true),
    outputCollection,
    outputElement: optionalFeel(draft, text(owner, 'outputElement'), at('outputElement')),
    job: job(draft, node, elementId),
  };
}

/** What lies directly inside a container. */
export function contents(node: Node): Pick<Container, 'children' | 'startEvents' | 'eventSubProcesses'> {
  const inside = children(node, 'flowElements');
  const idsOf = (matches: (candidate: Node) => boolean) =>
    inside.filter(matches).flatMap((candidate) => (candidate.id === undefined ? [] : [candidate.id]));
  return {
    children: childIds(node),
    startEvents: idsOf((candidate) => candidate.$type === 'bpmn:StartEvent'),
    eventSubProcesses: idsOf((candidate) => candidate.$type === 'bpmn:SubProcess' && isEventSubProcess(candidate)),
  };
}
