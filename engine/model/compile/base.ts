import type { Element, Task } from '../definition.ts';
import { child } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { labelOf } from './context.ts';
import type { Context } from './context.ts';
import { assignedInputs, dataAssociations } from './data.ts';
import { fault } from './draft.ts';
import { checkExtensions } from './extension-rules.ts';
import { listeners, properties, serviceLevel } from './extensions.ts';
import { ioMappings } from './io-mappings.ts';
import { handlersOf, hasEventDefinition } from './process-index.ts';
import { loop } from './loops.ts';

type Base = Omit<Extract<Element, { kind: 'exclusiveGateway' }>, 'kind'>;
type ActivityParts = Omit<Task, 'kind'>;

/** What every flow node has. */
export function base(context: Context, node: Node, elementId: string): Base {
  const { draft, index } = context;
  const defaultFlow = child(node, 'default')?.id ?? null;
  const outgoing = index.outgoing.get(elementId) ?? [];
  const sla = serviceLevel(draft, node, elementId);
  const mappings = ioMappings(draft, node, elementId);
  checkExtensions(draft, node, elementId);
  if (defaultFlow !== null && !outgoing.includes(defaultFlow)) {
    fault(draft, 'flow.defaultForeign', { elementId }, { flow: defaultFlow });
  }
  return {
    id: elementId,
    name: labelOf(node),
    scope: node.$parent?.id ?? null,
    incoming: index.incoming.get(elementId) ?? [],
    outgoing,
    defaultFlow,
    inputs: [...assignedInputs(context, node, elementId), ...mappings.inputs],
    outputs: mappings.outputs,
    listeners: listeners(draft, node, elementId, 'execution', allowedListenerEvents(node)),
    properties: properties(node),
    ...(sla && { sla }),
  };
}

/** Zeebe's table: nothing can be done before a start or boundary event, nor after a gateway or an error end event. */
function allowedListenerEvents(node: Node): readonly string[] {
  const isCompensation = hasEventDefinition(node, 'bpmn:CompensateEventDefinition');
  switch (node.$type) {
    case 'bpmn:StartEvent':
      return ['end'];
    case 'bpmn:BoundaryEvent':
      return isCompensation ? [] : ['end'];
    case 'bpmn:EndEvent':
      return hasEventDefinition(node, 'bpmn:ErrorEventDefinition') ? ['start'] : ['start', 'end'];
    case 'bpmn:ExclusiveGateway':
    case 'bpmn:ParallelGateway':
    case 'bpmn:InclusiveGateway':
    case 'bpmn:EventBasedGateway':
    case 'bpmn:ComplexGateway':
      return ['start'];
    default: {
      const isMultiInstance = child(node, 'loopCharacteristics')?.$type === 'bpmn:MultiInstanceLoopCharacteristics';
      return isMultiInstance ? ['start', 'end', 'beforeAll'] : ['start', 'end'];
    }
  }
}

/** What every activity has besides. */
export function activityBase(context: Context, node: Node, elementId: string): ActivityParts {
  const { draft, index } = context;
  return {
    ...base(context, node, elementId),
    boundary: index.boundary.get(elementId) ?? [],
    loop: loop(draft, node, elementId),
    compensationHandler: compensationHandler(context, elementId),
    isForCompensation: node.get('isForCompensation') === true,
    dataInputs: dataAssociations(context, node, elementId, 'input'),
    dataOutputs: dataAssociations(context, node, elementId, 'output'),
  };
}

/** Through the activity's compensation boundary event and its association. */
function compensationHandler({ draft, index }: Context, elementId: string): string | null {
  const events = (index.boundary.get(elementId) ?? []).filter((id) => {
    const event = index.nodes.get(id);
    return event !== undefined && hasEventDefinition(event, 'bpmn:CompensateEventDefinition');
  });
  const [event, ...others] = events;
  if (event === undefined) return null;
  if (others.length > 0) fault(draft, 'compensation.severalOnActivity', { elementId }, { events: events.join(', ') });
  const handlers = handlersOf(index, event);
  const [handler] = handlers;
  if (handler === undefined) fault(draft, 'compensation.noHandler', { elementId: event });
  if (handlers.length > 1) {
    fault(draft, 'compensation.severalHandlers', { elementId: event }, { handlers: handlers.join(', ') });
  }
  if (handler !== undefined && index.nodes.get(handler)?.get('isForCompensation') !== true) {
    fault(draft, 'compensation.handlerNotMarked', { elementId: event }, { handler });
  }
  return handler ?? null;
}
