import { indexProcess } from './compile/process-index.ts';
import type { Binding, Definition, Element, FormReference, Timer, Trigger, Value } from './definition.ts';
import { extension, text } from './moddle/node.ts';
import type { Node } from './moddle/node.ts';

/** A decision, form or process that a definition names; the id is null when an expression gives it. */
export interface ResourceReference {
  readonly kind: 'process' | 'decision' | 'form';
  readonly id: string | null;
  readonly binding: Binding['type'];
  readonly element: string;
}

/** What a definition needs besides itself, in declared order; for deployment checks, impact views and search. */
export function referencesOf(definition: Definition): readonly ResourceReference[] {
  return Object.values(definition.elements).flatMap(referenceOf);
}

function referenceOf(element: Element): readonly ResourceReference[] {
  const reference = (kind: ResourceReference['kind'], id: Value, binding: Binding): ResourceReference[] => [
    { kind, id: id.kind === 'static' ? id.value : null, binding: binding.type, element: element.id },
  ];
  const ofForm = (form: FormReference | null) =>
    form?.kind === 'id' ? reference('form', form.formId, form.binding) : [];
  switch (element.kind) {
    case 'callActivity':
      return reference('process', element.processId, element.binding);
    case 'businessRuleTask':
      return element.rule.kind === 'decision'
        ? reference('decision', element.rule.decisionId, element.rule.binding)
        : [];
    case 'userTask':
    case 'startEvent':
      return ofForm(element.form);
    default:
      return [];
  }
}

/** Ids of the processes that this one calls bound to the deployment. */
export function deploymentBoundProcesses(process: Node): readonly string[] {
  const nodes = [...indexProcess(process, null).nodes.values()];
  return nodes.flatMap((node) => {
    const called = node.$type === 'bpmn:CallActivity' ? extension(node, 'zeebe:CalledElement') : null;
    const id = text(called, 'processId');
    return text(called, 'bindingType') === 'deployment' && id !== null ? [id] : [];
  });
}

/** An event that starts instances of a process from outside. */
export type StartTrigger = {
  readonly element: string;
  /** It is one part of a parallel multiple event: an instance starts when all triggers of the element have come (MUL5). */
  readonly gathers: boolean;
} & (
  | { readonly kind: 'message'; readonly messageName: Value }
  | { readonly kind: 'signal'; readonly signalName: Value }
  | { readonly kind: 'timer'; readonly timer: Timer }
  | {
      readonly kind: 'conditional';
      readonly condition: number;
      readonly variableNames: readonly string[] | null;
    }
);

/**
 * What the server opens when a version is deployed: message and signal subscriptions, schedules, conditions. A value that
 * is FEEL is evaluated without variables (Zeebe evaluates start events at deployment).
 */
export function startTriggersOf(definition: Definition): readonly StartTrigger[] {
  const process = definition.elements[definition.processId];
  if (process?.kind !== 'process') return [];
  return process.children.flatMap((id) => {
    const element = definition.elements[id];
    if (element?.kind === 'startEvent') return startTriggers(element.id, element.trigger);
    if (element?.kind === 'receiveTask' && element.instantiate) return [byMessage(id, element.message.name)];
    if (element?.kind === 'eventBasedGateway' && element.instantiate) return gatewayTriggers(definition, element);
    return [];
  });
}

function byMessage(element: string, messageName: Value): StartTrigger {
  return { element, gathers: false, kind: 'message', messageName };
}

function startTriggers(element: string, trigger: Trigger, gathers = false): readonly StartTrigger[] {
  const start = { element, gathers };
  switch (trigger.kind) {
    case 'message':
      return [{ ...start, kind: 'message', messageName: trigger.message.name }];
    case 'signal':
      return [{ ...start, kind: 'signal', signalName: trigger.name }];
    case 'timer':
      return [{ ...start, kind: 'timer', timer: trigger.timer }];
    case 'conditional':
      return [{ ...start, kind: 'conditional', condition: trigger.condition, variableNames: trigger.variableNames }];
    case 'multiple':
      return trigger.of.flatMap((part) => startTriggers(element, part, trigger.parallel));
    default:
      return [];
  }
}

/** A gateway that starts instances starts one with each event behind it; that event is the start event of the instance. */
function gatewayTriggers(
  definition: Definition,
  gateway: Extract<Element, { kind: 'eventBasedGateway' }>,
): readonly StartTrigger[] {
  return gateway.outgoing.flatMap((flow) => {
    const target = definition.elements[definition.flows[flow]?.target ?? ''];
    if (target?.kind === 'receiveTask') return [byMessage(target.id, target.message.name)];
    return target?.kind === 'intermediateCatchEvent' ? startTriggers(target.id, target.trigger) : [];
  });
}

/** Whether it can be started without a trigger, by a caller or a call activity. */
export function hasNoneStart({ processId, elements }: Definition): boolean {
  const process = elements[processId];
  return (
    process?.kind === 'process' &&
    process.startEvents.some((id) => {
      const start = elements[id];
      return start?.kind === 'startEvent' && start.trigger.kind === 'none';
    })
  );
}

/** Form of the none start event: what a person fills in to start an instance. */
export function startFormOf(definition: Definition): FormReference | null {
  const process = definition.elements[definition.processId];
  if (process?.kind !== 'process') return null;
  for (const id of process.startEvents) {
    const element = definition.elements[id];
    if (element?.kind === 'startEvent' && element.trigger.kind === 'none') return element.form;
  }
  return null;
}

export interface OutlineEntry {
  readonly id: string;
  readonly kind: Element['kind'];
  readonly name: string | null;
  readonly scope: string | null;
}

/** Every element with its name, in declared order, containers before what they hold: for lists, search and outline views. */
export function outlineOf(definition: Definition): readonly OutlineEntry[] {
  const walk = (id: string): readonly OutlineEntry[] => {
    const element = definition.elements[id];
    if (element === undefined) return [];
    const { kind, name, scope } = element;
    return [{ id, kind, name, scope }, ...('children' in element ? element.children.flatMap(walk) : [])];
  };
  return walk(definition.processId);
}
