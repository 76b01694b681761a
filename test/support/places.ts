import type { Definition, Element, Throw, Trigger } from '#engine/model/definition.ts';

/**
 * What a diagram uses, as finely as the notation tells it apart: an event's kind with where it stands and whether it
 * interrupts, a task by what does its work, a gateway by whether it parts or joins. Finer than the features that deployment
 * checks, for tests that ask whether everything has been tried.
 */
export type Place = string;

export interface PlacedUse {
  readonly element: string;
  readonly place: Place;
}

export function placesOf(definition: Definition): readonly PlacedUse[] {
  const flowTargets = new Set(definition.messageFlows.map(({ target }) => target));
  return Object.values(definition.elements).flatMap((element) => {
    const places = [...ownPlaces(definition, element), ...markers(definition, element)];
    if (flowTargets.has(element.id)) places.push('messageFlow');
    return places.map((place) => ({ element: element.id, place }));
  });
}

function ownPlaces(definition: Definition, element: Element): readonly Place[] {
  switch (element.kind) {
    case 'process':
      return [];
    case 'startEvent': {
      const parent = definition.elements[element.scope ?? ''];
      const place = parent?.kind === 'eventSubProcess' ? `eventSubProcess ${turn(element)}` : 'start';
      return triggers(element.trigger).map((kind) => `${place}: ${kind}`);
    }
    case 'boundaryEvent': {
      const host = definition.elements[element.attachedTo];
      const places = triggers(element.trigger).map((kind) => `boundary ${turn(element)}: ${kind}`);
      return host?.kind === 'callActivity' ? [...places, `${places[0]} of a call`] : places;
    }
    case 'intermediateCatchEvent':
      return triggers(element.trigger).map((kind) => `catch: ${kind}`);
    case 'intermediateThrowEvent':
      return thrown(element.throws).map((kind) => `throw: ${kind}`);
    case 'endEvent':
      return thrown(element.throws).map((kind) => `end: ${kind}`);
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'inclusiveGateway':
    case 'complexGateway':
      return gatewayPlaces(element);
    case 'eventBasedGateway':
      return eventGatewayPlaces(definition, element);
    default:
      return taskPlaces(element);
  }
}

function turn({ interrupting }: { readonly interrupting: boolean }): string {
  return interrupting ? 'interrupting' : 'non-interrupting';
}

function triggers(trigger: Trigger): readonly string[] {
  if (trigger.kind !== 'multiple') return [trigger.kind];
  return [trigger.parallel ? 'parallel multiple' : 'multiple'];
}

function thrown(one: Throw): readonly string[] {
  if (one.kind === 'compensation' && one.activity !== null) return ['compensation', 'compensation of one activity'];
  return [one.kind];
}

function gatewayPlaces({ kind, incoming, outgoing, defaultFlow }: Element): readonly Place[] {
  const places: Place[] = [];
  if (outgoing.length > 1) places.push(`${kind}: parts`);
  if (incoming.length > 1) places.push(`${kind}: joins`);
  if (defaultFlow !== null) places.push(`${kind}: default flow`);
  return places;
}

function eventGatewayPlaces(
  { elements, flows }: Definition,
  { instantiate, parallel, outgoing }: Extract<Element, { kind: 'eventBasedGateway' }>,
): readonly Place[] {
  const targets = outgoing.map((flow) => elements[flows[flow]?.target ?? '']?.kind);
  const own = !instantiate ? [] : [parallel ? 'parallel start' : 'start'];
  const receives = targets.includes('receiveTask') ? ['receive task'] : [];
  return ['eventBasedGateway', ...[...own, ...receives].map((what) => `eventBasedGateway: ${what}`)];
}

function taskPlaces(element: Element): readonly Place[] {
  switch (element.kind) {
    case 'userTask':
      return [element.native ? 'userTask' : 'userTask: job', ...element.taskListeners.map((one) => listener(one))];
    case 'sendTask':
      return [`sendTask: ${element.send.kind}`];
    case 'receiveTask':
      return [element.instantiate ? 'receiveTask: start' : 'receiveTask'];
    case 'scriptTask':
      return [`scriptTask: ${element.script.kind}`];
    case 'businessRuleTask':
      return [`businessRuleTask: ${element.rule.kind}`];
    case 'adHocSubProcess':
      return [
        element.job === null ? 'adHocSubProcess' : 'adHocSubProcess: led by a job',
        ...(element.completionCondition === null ? [] : ['adHocSubProcess: completion condition']),
        ...(element.outputCollection === null ? [] : ['adHocSubProcess: output collection']),
      ];
    default:
      return [element.kind];
  }
}

function listener({ eventType }: { readonly eventType: string }): Place {
  return `taskListener: ${eventType}`;
}

/** What an element can have besides what it is. */
function markers(definition: Definition, element: Element): readonly Place[] {
  const places = element.listeners.map(({ eventType }) => `executionListener: ${eventType}`);
  if (definition.lanes.some(({ elements }) => elements.includes(element.id))) places.push('lane');
  const isRead = 'dataInputs' in element && (element.dataInputs?.length ?? 0) > 0;
  const isWritten = 'dataOutputs' in element && (element.dataOutputs?.length ?? 0) > 0;
  if (isRead) places.push('data: read');
  if (isWritten) places.push('data: written');
  if (!('boundary' in element)) return places;
  if (element.outgoing.some((flow) => definition.flows[flow]?.condition !== null)) {
    places.push('activity: conditional flow');
  }
  if (element.defaultFlow !== null) places.push('activity: default flow');
  if (element.isForCompensation) places.push('compensation handler');
  return [...places, ...loopPlaces(element.loop)];
}

function loopPlaces(loop: Extract<Element, { boundary: unknown }>['loop']): readonly Place[] {
  if (loop === null) return [];
  if (loop.kind === 'standardLoop') {
    const maximum = loop.maximum === null ? [] : ['standardLoop: maximum'];
    return [loop.testBefore ? 'standardLoop: tests before' : 'standardLoop: tests after', ...maximum];
  }
  return [
    loop.sequential ? 'multiInstance: sequential' : 'multiInstance: parallel',
    ...(loop.outputCollection === null ? [] : ['multiInstance: output collection']),
    ...(loop.completionCondition === null ? [] : ['multiInstance: completion condition']),
  ];
}
