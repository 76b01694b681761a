import type { JobDefinition, MessagePublication, Throw, Value } from '../definition.ts';
import { body, child, children, extension, filled, flag, text } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { messageFlowTarget, messageOf } from './context.ts';
import type { Context } from './context.ts';
import { fault, feel, optionalValue, value } from './draft.ts';
import type { Draft, Place } from './draft.ts';
import { job } from './extensions.ts';
import { tagOf } from './process-index.ts';
import { eventDefinitions, signalName } from './triggers.ts';

/** What an intermediate throw or end event does. */
export function throws(context: Context, node: Node, elementId: string): Throw {
  const definitions = eventDefinitions(node);
  const [first, ...others] = definitions;
  if (first === undefined) return { kind: 'none' };
  if (others.length === 0) return single(context, node, first, elementId);
  return { kind: 'multiple', of: definitions.map((definition) => single(context, node, definition, elementId)) };
}

function single(context: Context, node: Node, definition: Node, elementId: string): Throw {
  const { draft } = context;
  switch (definition.$type) {
    case 'bpmn:MessageEventDefinition': {
      const sent = sending(context, node, elementId);
      return sent.kind === 'job' ? { kind: 'messageJob', job: sent.job } : sent;
    }
    case 'bpmn:ErrorEventDefinition': {
      const thrown = { reference: child(definition, 'errorRef'), property: 'errorCode' } as const;
      return { kind: 'error', code: thrownCode(draft, thrown, elementId) };
    }
    case 'bpmn:EscalationEventDefinition': {
      const thrown = { reference: child(definition, 'escalationRef'), property: 'escalationCode' } as const;
      return { kind: 'escalation', code: thrownCode(draft, thrown, elementId) };
    }
    case 'bpmn:SignalEventDefinition':
      return { kind: 'signal', name: signalName(draft, definition, elementId) };
    case 'bpmn:CompensateEventDefinition':
      if (!flag(definition, 'waitForCompletion', true)) fault(draft, 'compensation.notWaiting', { elementId });
      return { kind: 'compensation', activity: child(definition, 'activityRef')?.id ?? null };
    case 'bpmn:TerminateEventDefinition':
      return { kind: 'terminate' };
    case 'bpmn:CancelEventDefinition':
      return { kind: 'cancel' };
    case 'bpmn:LinkEventDefinition':
      return { kind: 'link', target: linkTarget(context, node, definition, elementId) };
    default: {
      const trigger = definition.$type.replace(/^bpmn:(\w+?)EventDefinition$/, '$1').toLowerCase();
      fault(draft, 'event.triggerNotAllowed', { elementId }, { trigger, place: tagOf(node) });
      return { kind: 'none' };
    }
  }
}

function thrownCode(
  draft: Draft,
  thrown: { readonly reference: Node | null; readonly property: 'errorCode' | 'escalationCode' },
  elementId: string,
): Value {
  const { reference, property } = thrown;
  const code = filled(reference, property);
  if (property === 'errorCode') {
    if (reference === null) fault(draft, 'error.missing', { elementId });
    else if (code === null) fault(draft, 'error.codeMissing', { elementId }, { error: reference.id ?? '' });
  } else if (reference === null) fault(draft, 'escalation.missing', { elementId });
  else if (code === null) fault(draft, 'escalation.codeMissing', { elementId }, { escalation: reference.id ?? '' });
  return value(draft, code ?? '', { elementId, path: property });
}

/** The catch event of the same name in the same scope. */
function linkTarget(context: Context, node: Node, definition: Node, elementId: string): string {
  const name = filled(definition, 'name');
  if (name === null) {
    fault(context.draft, 'link.nameMissing', { elementId });
    return '';
  }
  const target = children(node.$parent ?? null, 'flowElements').find(
    (sibling) =>
      sibling.$type === 'bpmn:IntermediateCatchEvent' &&
      eventDefinitions(sibling).some(
        (entry) => entry.$type === 'bpmn:LinkEventDefinition' && text(entry, 'name') === name,
      ),
  );
  if (target === undefined) fault(context.draft, 'link.noCatch', { elementId }, { name });
  return target?.id ?? '';
}

export type Sending =
  | { readonly kind: 'job'; readonly job: JobDefinition }
  | { readonly kind: 'message'; readonly publish: MessagePublication };

/** A message flow between pools buffers this long: the receiver may come to its catch event later than the sender. */
const messageFlowTimeToLive = 'PT1H';

/**
 * How a send task or message event sends: by a job, natively, or, with neither, over the message flow that leaves it; then
 * name and correlation key are those that the catching element waits for, the key evaluated with the sender's variables.
 */
export function sending(context: Context, node: Node, elementId: string): Sending {
  const { draft, file } = context;
  const worker = job(draft, node, elementId);
  const publish = extension(node, 'zeebe:PublishMessage');
  const kind = tagOf(node);
  if (worker !== null) {
    const options = 'zeebe:taskDefinition, zeebe:publishMessage';
    if (publish !== null) fault(draft, 'task.severalImplementations', { elementId }, { kind, options });
    return { kind: 'job', job: worker };
  }
  const target = messageFlowTarget(file, elementId);
  const message = messageOf(node) ?? (target && messageOf(target));
  if (publish === null && (target === null || message === null)) {
    fault(draft, 'message.noImplementation', { elementId });
  }
  if (publish !== null && message === null) fault(draft, 'message.missing', { elementId });
  const name = filled(message, 'name');
  if (message !== null && name === null) {
    fault(draft, 'message.nameMissing', { elementId }, { message: message.id ?? '' });
  }
  return { kind: 'message', publish: publication(draft, { publish, target, name }, elementId) };
}

function publication(
  draft: Draft,
  from: { readonly publish: Node | null; readonly target: Node | null; readonly name: string | null },
  elementId: string,
): MessagePublication {
  const { publish, target } = from;
  const place = (part: string): Place => ({ elementId, path: `publishMessage.${part}` });
  const caught = target && messageOf(target);
  const caughtKey = filled(extension(caught, 'zeebe:Subscription'), 'correlationKey');
  const key = publish === null ? caughtKey : filled(publish, 'correlationKey');
  if (publish !== null && key === null) {
    fault(draft, 'attribute.missing', place('correlationKey'), { attribute: 'publishMessage.correlationKey' });
  }
  const timeToLive = publish === null ? messageFlowTimeToLive : text(publish, 'timeToLive');
  return {
    name: value(draft, from.name ?? '', { elementId, path: 'message.name' }),
    correlationKey: value(draft, key ?? '', place('correlationKey')),
    messageId: optionalValue(draft, text(publish, 'messageId'), place('messageId')),
    timeToLive: optionalValue(draft, timeToLive, place('timeToLive')),
  };
}

/** Body of a condition that must be FEEL; null when there is none. */
export function condition(draft: Draft, node: Node, property: string, elementId: string): number | null {
  const source = body(node, property);
  return source === null ? null : feel(draft, source, { elementId, path: property });
}
