import type { Declarations, EventOptions } from './process-shape.ts';
import { escape, expression, timerXml } from './process-xml.ts';

/** What an event waits for or throws, as event definitions. */
export function eventDefinitionXml(declarations: Declarations, event: EventOptions): readonly string[] {
  if ('none' in event || 'job' in event) return [];
  if ('several' in event) return event.several.flatMap((one) => eventDefinitionXml(declarations, one));
  if ('message' in event) {
    return [
      `<bpmn:messageEventDefinition messageRef="${messageReference(declarations, event.message, event.correlationKey)}"/>`,
    ];
  }
  if ('timer' in event) return [`<bpmn:timerEventDefinition>${timerXml(event.timer)}</bpmn:timerEventDefinition>`];
  if ('condition' in event) {
    return [
      `<bpmn:conditionalEventDefinition>${expression('condition', event.condition)}</bpmn:conditionalEventDefinition>`,
    ];
  }
  if ('link' in event) return [`<bpmn:linkEventDefinition name="${escape(event.link)}"/>`];
  if ('terminate' in event) return ['<bpmn:terminateEventDefinition/>'];
  if ('cancel' in event) return ['<bpmn:cancelEventDefinition/>'];
  if ('compensation' in event) {
    const activity = event.compensation === null ? '' : ` activityRef="${event.compensation}"`;
    return [`<bpmn:compensateEventDefinition${activity}/>`];
  }
  return [coded(declarations, event)];
}

function coded(
  declarations: Declarations,
  event: Extract<EventOptions, { error: unknown } | { escalation: unknown } | { signal: unknown }>,
): string {
  if ('signal' in event) {
    const ref = declarations.refer(
      'Signal',
      event.signal,
      (id) => `<bpmn:signal id="${id}" name="${escape(event.signal)}"/>`,
    );
    return `<bpmn:signalEventDefinition signalRef="${ref}"/>`;
  }
  const [tag, code] =
    'error' in event ? (['error', event.error] as const) : (['escalation', event.escalation] as const);
  if (code === null) return `<bpmn:${tag}EventDefinition/>`;
  const ref = declarations.refer(tag, code, (id) => `<bpmn:${tag} id="${id}" ${tag}Code="${escape(code)}"/>`);
  return `<bpmn:${tag}EventDefinition ${tag}Ref="${ref}"/>`;
}

export function messageReference(declarations: Declarations, name: string, correlationKey: string | undefined): string {
  return declarations.refer('Message', `${name}_${correlationKey ?? ''}`, (id) => {
    const subscription =
      correlationKey === undefined
        ? ''
        : `<bpmn:extensionElements><zeebe:subscription correlationKey="${escape(`=${correlationKey}`)}"/></bpmn:extensionElements>`;
    return `<bpmn:message id="${id}" name="${escape(name)}">${subscription}</bpmn:message>`;
  });
}
