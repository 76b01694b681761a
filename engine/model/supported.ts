import type { Definition, Element, ElementKind, Throw, Trigger } from './definition.ts';
import { modelError } from './problem.ts';
import type { ModelProblem } from './problem.ts';

type TriggerKind = Trigger['kind'];
type CatchPlace = 'startEvent' | 'eventSubProcessStart' | 'intermediateCatchEvent' | 'boundaryEvent';

/** What a diagram may use beyond the basic flow of tokens: element kinds, events by place and kind, and markers. */
export type Feature =
  | Exclude<
      ElementKind,
      'startEvent' | 'intermediateCatchEvent' | 'intermediateThrowEvent' | 'boundaryEvent' | 'endEvent' | 'process'
    >
  | `${CatchPlace}:${TriggerKind}`
  | `${'intermediateThrowEvent' | 'endEvent'}:${Throw['kind']}`
  | 'multiInstance'
  | 'standardLoop'
  | 'executionListener'
  | 'taskListener'
  | 'dataAssociation'
  | 'activity:conditionalFlow'
  | 'receiveTask:instantiate'
  | 'eventBasedGateway:instantiate'
  | 'eventBasedGateway:receiveTask';

/**
 * What the kernel executes. Everything else is refused at deployment with the element's id. Whoever teaches the kernel
 * another element adds it here.
 */
export const supportedFeatures: ReadonlySet<Feature> = new Set<Feature>([
  'task',
  'manualTask',
  'serviceTask',
  'sendTask',
  'receiveTask',
  'userTask',
  'scriptTask',
  'businessRuleTask',
  'callActivity',
  'exclusiveGateway',
  'parallelGateway',
  'inclusiveGateway',
  'complexGateway',
  'eventBasedGateway',
  'eventBasedGateway:receiveTask',
  'eventBasedGateway:instantiate',
  'receiveTask:instantiate',
  'subProcess',
  'eventSubProcess',
  'transaction',
  'adHocSubProcess',
  'multiInstance',
  'standardLoop',
  'executionListener',
  'taskListener',
  'dataAssociation',
  'activity:conditionalFlow',
  'startEvent:none',
  'startEvent:message',
  'startEvent:timer',
  'startEvent:signal',
  'startEvent:conditional',
  'startEvent:multiple',
  'eventSubProcessStart:message',
  'eventSubProcessStart:timer',
  'eventSubProcessStart:error',
  'eventSubProcessStart:escalation',
  'eventSubProcessStart:signal',
  'eventSubProcessStart:conditional',
  'eventSubProcessStart:compensation',
  'eventSubProcessStart:multiple',
  'intermediateCatchEvent:message',
  'intermediateCatchEvent:timer',
  'intermediateCatchEvent:signal',
  'intermediateCatchEvent:conditional',
  'intermediateCatchEvent:link',
  'intermediateCatchEvent:multiple',
  'boundaryEvent:message',
  'boundaryEvent:timer',
  'boundaryEvent:error',
  'boundaryEvent:escalation',
  'boundaryEvent:signal',
  'boundaryEvent:conditional',
  'boundaryEvent:cancel',
  'boundaryEvent:multiple',
  'boundaryEvent:compensation',
  'intermediateThrowEvent:none',
  'intermediateThrowEvent:message',
  'intermediateThrowEvent:messageJob',
  'intermediateThrowEvent:signal',
  'intermediateThrowEvent:escalation',
  'intermediateThrowEvent:link',
  'intermediateThrowEvent:multiple',
  'intermediateThrowEvent:compensation',
  'endEvent:none',
  'endEvent:message',
  'endEvent:messageJob',
  'endEvent:error',
  'endEvent:escalation',
  'endEvent:signal',
  'endEvent:cancel',
  'endEvent:multiple',
  'endEvent:terminate',
  'endEvent:compensation',
]);

/** What a definition uses, with the element that uses it. */
export function featuresOf(definition: Definition): readonly { readonly element: string; readonly feature: Feature }[] {
  return Object.values(definition.elements).flatMap((element) =>
    elementFeatures(definition, element).map((feature) => ({ element: element.id, feature })),
  );
}

/** A refusal for each use of what `supported` does not hold. */
export function unsupported(
  definition: Definition,
  supported: ReadonlySet<Feature> = supportedFeatures,
): readonly ModelProblem[] {
  return featuresOf(definition)
    .filter(({ feature }) => !supported.has(feature))
    .map(({ element, feature }) => modelError('element.unsupported', { elementId: element, values: { feature } }));
}

function elementFeatures(definition: Definition, element: Element): readonly Feature[] {
  const own = [...ownFeatures(definition, element)];
  if (element.listeners.length > 0) own.push('executionListener');
  if ('loop' in element && element.loop !== null) own.push(element.loop.kind);
  const reads = 'dataInputs' in element ? (element.dataInputs ?? []) : [];
  const writes = 'dataOutputs' in element ? (element.dataOutputs ?? []) : [];
  if (reads.length + writes.length > 0) own.push('dataAssociation');
  if ('boundary' in element && element.outgoing.some((flow) => definition.flows[flow]?.condition !== null)) {
    own.push('activity:conditionalFlow');
  }
  return own;
}

function ownFeatures(definition: Definition, element: Element): readonly Feature[] {
  switch (element.kind) {
    case 'process':
      return [];
    case 'startEvent': {
      const parent = element.scope === null ? undefined : definition.elements[element.scope];
      const place = parent?.kind === 'eventSubProcess' ? 'eventSubProcessStart' : 'startEvent';
      return triggerKinds(element.trigger).map((kind) => `${place}:${kind}` as const);
    }
    case 'intermediateCatchEvent':
    case 'boundaryEvent':
      return triggerKinds(element.trigger).map((kind) => `${element.kind}:${kind}` as const);
    case 'intermediateThrowEvent':
    case 'endEvent':
      return throwKinds(element.throws).map((kind) => `${element.kind}:${kind}` as const);
    case 'userTask':
      return element.taskListeners.length > 0 ? ['userTask', 'taskListener'] : ['userTask'];
    case 'receiveTask':
      return element.instantiate ? ['receiveTask', 'receiveTask:instantiate'] : ['receiveTask'];
    case 'eventBasedGateway': {
      const targets = element.outgoing.map((flow) => definition.elements[definition.flows[flow]?.target ?? '']);
      const features: Feature[] = ['eventBasedGateway'];
      if (element.instantiate) features.push('eventBasedGateway:instantiate');
      if (targets.some((target) => target?.kind === 'receiveTask')) features.push('eventBasedGateway:receiveTask');
      return features;
    }
    default:
      return [element.kind];
  }
}

function triggerKinds(trigger: Trigger): readonly TriggerKind[] {
  return trigger.kind === 'multiple' ? ['multiple', ...trigger.of.flatMap(triggerKinds)] : [trigger.kind];
}

function throwKinds(thrown: Throw): readonly Throw['kind'][] {
  return thrown.kind === 'multiple' ? ['multiple', ...thrown.of.flatMap(throwKinds)] : [thrown.kind];
}
