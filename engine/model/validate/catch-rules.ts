import type { Container, Element, Trigger } from '../definition.ts';
import type { ModelProblem, ProblemCode } from '../problem.ts';
import { simpleTriggers } from './event-rules.ts';
import { isActivity, isContainer, refuse, repeated } from './graph.ts';
import type { Graph } from './graph.ts';

/** Two events that wait for the same thing in the same place: nobody could say which of them catches it. */
export function catchRules(graph: Graph): readonly ModelProblem[] {
  return graph.elements.flatMap((element) => [
    ...(isActivity(element) ? ambiguous(element, catchers(graph, element.boundary)) : []),
    ...(isContainer(element) ? inContainer(graph, element) : []),
    ...(element.kind === 'eventBasedGateway' ? ambiguous(element, gatewayCatchers(graph, element)) : []),
  ]);
}

interface Catcher {
  readonly id: string;
  readonly triggers: readonly Trigger[];
}

function catchers(graph: Graph, ids: readonly string[]): readonly Catcher[] {
  return ids.flatMap((id) => {
    const element = graph.element(id);
    return element !== undefined && 'trigger' in element ? [{ id, triggers: simpleTriggers(element.trigger) }] : [];
  });
}

function inContainer(graph: Graph, container: Container): readonly ModelProblem[] {
  const eventStarts = container.eventSubProcesses.flatMap((id) => {
    const sub = graph.element(id);
    return sub?.kind === 'eventSubProcess' ? sub.startEvents : [];
  });
  const starts = container.kind === 'process' ? container.startEvents : [];
  const links = catchers(
    graph,
    container.children.filter((id) => graph.element(id)?.kind === 'intermediateCatchEvent'),
  );
  const sameLinks = repeated(links, ({ triggers }) => triggers.flatMap((t) => (t.kind === 'link' ? [t.name] : [])));
  return [
    ...ambiguous(container, catchers(graph, eventStarts)),
    ...ambiguous(container, catchers(graph, starts)),
    ...sameLinks.map(({ value, ids }) =>
      refuse('link.severalCatch', container, { name: value, events: ids.join(', ') }),
    ),
  ];
}

function gatewayCatchers(graph: Graph, gateway: Element): readonly Catcher[] {
  return graph.outgoing(gateway).flatMap(({ target }): readonly Catcher[] => {
    const element = graph.element(target);
    if (element?.kind === 'receiveTask') {
      return [{ id: target, triggers: [{ kind: 'message', message: element.message }] }];
    }
    return catchers(graph, [target]);
  });
}

function ambiguous(owner: Element, events: readonly Catcher[]): readonly ModelProblem[] {
  const codes = (kind: 'error' | 'escalation') => (event: Catcher) =>
    event.triggers.flatMap((t) => (t.kind === kind ? [t.code ?? '*'] : []));
  const clash = (code: ProblemCode, name: string, valuesOf: (event: Catcher) => readonly string[]) =>
    repeated(events, valuesOf).map(({ value, ids }) => refuse(code, owner, { [name]: value, events: ids.join(', ') }));
  const byCode = (kind: 'error' | 'escalation') =>
    repeated(events, codes(kind)).map(({ value, ids }) => {
      const listed = ids.join(', ');
      if (value === '*') return refuse(`${kind}.severalCatchAll`, owner, { events: listed });
      return refuse(`${kind}.duplicateCode`, owner, { code: value, events: listed });
    });
  return [
    ...byCode('error'),
    ...byCode('escalation'),
    ...clash('message.duplicateName', 'name', ({ triggers }) =>
      triggers.flatMap((t) => (t.kind === 'message' && t.message.name.kind === 'static' ? [t.message.name.value] : [])),
    ),
    ...clash('signal.duplicateName', 'name', ({ triggers }) =>
      triggers.flatMap((t) => (t.kind === 'signal' && t.name.kind === 'static' ? [t.name.value] : [])),
    ),
  ];
}
