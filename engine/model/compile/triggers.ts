import type { Message, Timer, Trigger, Value } from '../definition.ts';
import { body, child, children, extension, filled, text } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { isProcessStart } from './context.ts';
import type { Context } from './context.ts';
import { doubt, fault, feel, isFeel, value } from './draft.ts';
import type { Draft } from './draft.ts';

/** What a start, intermediate catch or boundary event waits for. */
export function trigger(context: Context, node: Node, elementId: string): Trigger {
  const definitions = eventDefinitions(node);
  const [first, ...others] = definitions;
  if (first === undefined) return { kind: 'none' };
  if (others.length === 0) return single(context, node, first, elementId);
  const of = definitions.map((definition) => single(context, node, definition, elementId));
  return { kind: 'multiple', parallel: text(node, 'parallelMultiple') === 'true', of };
}

/** Definitions inside the event and, by reference, those of the file. */
export function eventDefinitions(node: Node): readonly Node[] {
  return [...children(node, 'eventDefinitions'), ...children(node, 'eventDefinitionRef')];
}

function single({ draft }: Context, node: Node, definition: Node, elementId: string): Trigger {
  switch (definition.$type) {
    case 'bpmn:MessageEventDefinition':
      return { kind: 'message', message: message(draft, definition, elementId, !isProcessStart(node)) };
    case 'bpmn:TimerEventDefinition':
      return { kind: 'timer', timer: timer(draft, definition, elementId) };
    case 'bpmn:ErrorEventDefinition':
      return { kind: 'error', code: caughtCode(draft, child(definition, 'errorRef'), 'errorCode', elementId) };
    case 'bpmn:EscalationEventDefinition': {
      const escalation = child(definition, 'escalationRef');
      return { kind: 'escalation', code: caughtCode(draft, escalation, 'escalationCode', elementId) };
    }
    case 'bpmn:SignalEventDefinition':
      return { kind: 'signal', name: signalName(draft, definition, elementId) };
    case 'bpmn:ConditionalEventDefinition':
      return conditional(draft, definition, elementId);
    case 'bpmn:CompensateEventDefinition':
      return { kind: 'compensation' };
    case 'bpmn:CancelEventDefinition':
      return { kind: 'cancel' };
    case 'bpmn:LinkEventDefinition': {
      const name = filled(definition, 'name');
      if (name === null) fault(draft, 'link.nameMissing', { elementId });
      return { kind: 'link', name: name ?? '' };
    }
    default: {
      const trigger = definition.$type.replace(/^bpmn:(\w+?)EventDefinition$/, '$1').toLowerCase();
      fault(draft, 'event.triggerNotAllowed', { elementId }, { trigger, place: tagOfEvent(node) });
      return { kind: 'none' };
    }
  }
}

function tagOfEvent(node: Node): string {
  const local = node.$type.replace('bpmn:', '');
  return local.charAt(0).toLowerCase() + local.slice(1);
}

/** Name and correlation key of the message that an event definition or a receive task refers to. */
export function message(draft: Draft, owner: Node, elementId: string, needsKey: boolean): Message {
  const reference = child(owner, 'messageRef');
  if (reference === null) fault(draft, 'message.missing', { elementId });
  const id = reference?.id ?? '';
  const name = filled(reference, 'name');
  if (reference !== null && name === null) fault(draft, 'message.nameMissing', { elementId }, { message: id });
  const key = filled(extension(reference, 'zeebe:Subscription'), 'correlationKey');
  if (reference !== null && key === null && needsKey) {
    fault(draft, 'message.correlationKeyMissing', { elementId }, { message: name ?? id });
  }
  const keyPlace = { elementId, path: 'message > subscription.correlationKey' };
  return {
    name: value(draft, name ?? '', { elementId, path: 'message.name' }),
    correlationKey: key === null || !needsKey ? null : feel(draft, key, keyPlace),
  };
}

const timerKinds = [
  { kind: 'date', property: 'timeDate' },
  { kind: 'duration', property: 'timeDuration' },
  { kind: 'cycle', property: 'timeCycle' },
] as const;

function timer(draft: Draft, definition: Node, elementId: string): Timer {
  const given = timerKinds.filter(({ property }) => child(definition, property) !== null);
  const [first] = given;
  if (given.length > 1) fault(draft, 'timer.several', { elementId });
  const text = first === undefined ? null : body(definition, first.property);
  if (first === undefined || text === null) {
    fault(draft, 'timer.missing', { elementId });
    return { kind: 'duration', value: { kind: 'static', value: '' } };
  }
  return { kind: first.kind, value: value(draft, text, { elementId, path: first.property }) };
}

/** Code of a caught error or escalation: plain text; without one every error or escalation is caught. */
function caughtCode(
  draft: Draft,
  reference: Node | null,
  property: 'errorCode' | 'escalationCode',
  elementId: string,
): string | null {
  const code = filled(reference, property);
  if (code !== null && isFeel(code)) {
    fault(draft, 'expression.notAllowed', { elementId, path: property }, { attribute: property });
  }
  return code;
}

export function signalName(draft: Draft, definition: Node, elementId: string): Value {
  const signal = child(definition, 'signalRef');
  if (signal === null) fault(draft, 'signal.missing', { elementId });
  const name = filled(signal, 'name');
  if (signal !== null && name === null) fault(draft, 'signal.nameMissing', { elementId }, { signal: signal.id ?? '' });
  return value(draft, name ?? '', { elementId, path: 'signal.name' });
}

function conditional(draft: Draft, definition: Node, elementId: string): Trigger {
  const condition = body(definition, 'condition');
  if (condition === null) fault(draft, 'conditional.conditionMissing', { elementId });
  const filter = extension(definition, 'zeebe:ConditionalFilter');
  const events = list(filled(filter, 'variableEvents'));
  const known = events?.filter((event) => event === 'create' || event === 'update') ?? null;
  if (events !== null && known?.length !== events.length) {
    const values = { attribute: 'variableEvents', value: events.join(', '), expected: 'create, update' };
    doubt(draft, 'attribute.invalid', { elementId, path: 'conditionalFilter' }, values);
  }
  return {
    kind: 'conditional',
    condition: condition === null ? -1 : (feel(draft, condition, { elementId, path: 'condition' }) ?? -1),
    variableNames: list(filled(filter, 'variableNames')),
    variableEvents: known,
  };
}

function list(text: string | null): string[] | null {
  if (text === null) return null;
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
