import { taskListenerHeaders } from '#engine/kernel/index.ts';
import type { ElementInstance, InstanceState, Linked } from '#engine/kernel/index.ts';
import type { Element, JobDefinition } from '#engine/model/definition.ts';

export type Headers = Readonly<Record<string, string>>;

/** `zeebe:taskHeaders` of the job that this element instance runs: its own, or those of the listener at work. */
export function headersOf(linked: Linked, state: InstanceState, instance: ElementInstance): Headers {
  const element = linked.definition.elements[instance.element];
  if (element === undefined) return {};
  const { listener } = instance.data;
  const asked = taskListenerHeaders(linked, state, instance);
  if (asked !== null) return asked;
  if (listener !== undefined && listener !== null) {
    return element.listeners.filter(({ eventType }) => eventType === listener.event)[listener.index]?.headers ?? {};
  }
  return jobOf(element)?.headers ?? {};
}

function jobOf(element: Element): Pick<JobDefinition, 'headers'> | null {
  switch (element.kind) {
    case 'serviceTask':
      return element.job;
    case 'sendTask':
      return element.send.kind === 'job' ? element.send.job : null;
    case 'scriptTask':
      return element.script.kind === 'job' ? element.script.job : null;
    case 'businessRuleTask':
      return element.rule.kind === 'job' ? element.rule.job : null;
    case 'adHocSubProcess':
      return element.job;
    case 'userTask':
      return element;
    case 'intermediateThrowEvent':
    case 'endEvent':
      return element.throws.kind === 'messageJob' ? element.throws.job : null;
    default:
      return null;
  }
}
