import type { Container, Element, EventBasedGateway, EventSubProcess } from '../definition.ts';
import type { ModelProblem } from '../problem.ts';
import { simpleTriggers } from './event-rules.ts';
import { isContainer, refuse } from './graph.ts';
import type { Graph } from './graph.ts';

/** How processes and subprocesses start, and what an ad-hoc subprocess may hold. */
export function containerRules(graph: Graph): readonly ModelProblem[] {
  return graph.elements.filter(isContainer).flatMap((container) => startRules(graph, container));
}

function startRules(graph: Graph, container: Container): readonly ModelProblem[] {
  const starts = container.startEvents.flatMap((id) => graph.element(id) ?? []);
  const none = starts.filter((start) => start.kind === 'startEvent' && start.trigger.kind === 'none');
  switch (container.kind) {
    case 'process': {
      const starting = graph.children(container).filter(startsInstances);
      if (starts.length === 0 && starting.length === 0) return [refuse('process.noStart', container)];
      const events = none.map(({ id }) => id).join(', ');
      return none.length > 1 ? [refuse('startEvent.severalNone', container, { count: none.length, events })] : [];
    }
    case 'subProcess':
    case 'transaction': {
      const values = { none: none.length, count: starts.length };
      return none.length === 1 && starts.length === 1 ? [] : [refuse('subProcess.startEvents', container, values)];
    }
    case 'eventSubProcess':
      return starts.length === 1 && none.length === 0
        ? []
        : [refuse('eventSubProcess.startEvents', container, { count: starts.length - none.length })];
    case 'adHocSubProcess': {
      const inside = graph.children(container);
      const wrong = inside.filter(({ kind }) => kind === 'startEvent' || kind === 'endEvent');
      const isEmpty = !inside.some(({ kind }) => kind !== 'eventSubProcess' && kind !== 'boundaryEvent');
      const interrupting = inside.filter((element) => element.kind === 'eventSubProcess' && interrupts(graph, element));
      return [
        ...wrong.map(({ id }) => refuse('adHoc.startOrEnd', container, { event: id })),
        ...interrupting.map(({ id }) => refuse('adHoc.interruptingEvent', container, { event: id })),
        ...(isEmpty ? [refuse('adHoc.empty', container)] : []),
      ];
    }
  }
}

function interrupts(graph: Graph, { startEvents }: EventSubProcess): boolean {
  return startEvents.some((id) => {
    const start = graph.element(id);
    return start?.kind === 'startEvent' && start.interrupting;
  });
}

function startsInstances(element: Element): boolean {
  return (element.kind === 'receiveTask' || element.kind === 'eventBasedGateway') && element.instantiate;
}

/** What may follow an event-based gateway, and what may start instances. */
export function eventGatewayRules(graph: Graph): readonly ModelProblem[] {
  return graph.elements.flatMap((element) => {
    if (element.kind === 'eventBasedGateway') return [...gatewayRules(graph, element), ...targetRules(graph, element)];
    if (element.kind !== 'receiveTask' || !element.instantiate) return [];
    const behindGateway = graph
      .incoming(element)
      .some(({ source }) => graph.element(source)?.kind === 'eventBasedGateway');
    const incoming = behindGateway ? [] : graph.incoming(element);
    return incoming.map(({ id }) => refuse('receiveTask.instantiateIncoming', element, { flow: id }));
  });
}

function gatewayRules(graph: Graph, gateway: EventBasedGateway): readonly ModelProblem[] {
  const count = gateway.outgoing.length;
  const incoming = gateway.instantiate ? graph.incoming(gateway) : [];
  return [
    ...(count < 2 ? [refuse('eventGateway.outgoing', gateway, { count })] : []),
    ...incoming.map(({ id }) => refuse('eventGateway.instantiateIncoming', gateway, { flow: id })),
    ...(gateway.parallel && !gateway.instantiate ? [refuse('eventGateway.parallelNeedsInstantiate', gateway)] : []),
  ];
}

const awaitable = new Set(['message', 'timer', 'signal', 'conditional']);

function targetRules(graph: Graph, gateway: EventBasedGateway): readonly ModelProblem[] {
  return graph.outgoing(gateway).flatMap(({ target }) => {
    const element = graph.element(target);
    if (element === undefined) return [];
    const values = { target };
    if (!canFollow(element)) return [refuse('eventGateway.target', gateway, values)];
    const problems: ModelProblem[] = [];
    if (element.incoming.length > 1) problems.push(refuse('eventGateway.targetIncoming', gateway, values));
    if ('boundary' in element && element.boundary.length > 0) {
      problems.push(refuse('eventGateway.targetBoundary', gateway, values));
    }
    const isMessage = element.kind === 'receiveTask' || triggersOf(element).every((kind) => kind === 'message');
    if (gateway.instantiate && !isMessage) problems.push(refuse('eventGateway.instantiateTarget', gateway, values));
    return problems;
  });
}

function canFollow(element: Element): boolean {
  if (element.kind === 'receiveTask') return true;
  return element.kind === 'intermediateCatchEvent' && triggersOf(element).every((kind) => awaitable.has(kind));
}

function triggersOf(element: Element): readonly string[] {
  return 'trigger' in element ? simpleTriggers(element.trigger).map(({ kind }) => kind) : [];
}
