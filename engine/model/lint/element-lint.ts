import type { Container, Element } from '../definition.ts';
import type { ModelProblem } from '../problem.ts';
import { parseTimer } from '../timer.ts';
import { simpleThrows, simpleTriggers } from '../validate/event-rules.ts';
import { isActivity } from '../validate/graph.ts';
import type { Graph } from '../validate/graph.ts';
import { warn } from './flow-lint.ts';
import { triggerKinds } from './walk.ts';

/** Names that a reader needs: of activities, decisions and their ways, and events that wait for or throw something. */
export function labels(graph: Graph): readonly ModelProblem[] {
  return graph.elements.flatMap((element) => {
    const { kind } = element;
    const own = element.name === null && needsName(element) ? [warn('lint.label', element, { kind })] : [];
    if (kind !== 'exclusiveGateway' && kind !== 'inclusiveGateway') return own;
    const bare = graph.outgoing(element).filter((flow) => flow.condition !== null && flow.name === null);
    return [...own, ...bare.map(({ id }) => warn('lint.flowLabel', { id }, { flow: id }))];
  });
}

function needsName(element: Element): boolean {
  switch (element.kind) {
    case 'process':
      return false;
    case 'exclusiveGateway':
    case 'inclusiveGateway':
    case 'complexGateway':
      return element.outgoing.length > 1;
    case 'parallelGateway':
    case 'eventBasedGateway':
      return false;
    case 'startEvent':
    case 'intermediateCatchEvent':
    case 'boundaryEvent':
      return !triggerKinds(element).every((trigger) => trigger === 'none' || trigger === 'compensation');
    case 'intermediateThrowEvent':
    case 'endEvent':
      return element.throws.kind !== 'none';
    default:
      return true;
  }
}

/** Cycles without a count where nothing but the activity's end stops them, and dates that have passed. */
export function timers(graph: Graph, now: number): readonly ModelProblem[] {
  return graph.elements.flatMap((element) => {
    if (!('trigger' in element)) return [];
    const startsProcess = element.kind === 'startEvent' && graph.scopeOf(element)?.kind === 'process';
    return simpleTriggers(element.trigger).flatMap((trigger) => {
      if (trigger.kind !== 'timer' || trigger.timer.value.kind !== 'static') return [];
      const text = trigger.timer.value.value;
      const parsed = parseTimer(trigger.timer.kind, text);
      if (!parsed.ok) return [];
      const { plan } = parsed;
      if (plan.kind === 'date' && plan.at < now) return [warn('lint.timerPast', element, { text })];
      const isEndless = (plan.kind === 'interval' && plan.repetitions === -1) || plan.kind === 'cron';
      return isEndless && !startsProcess ? [warn('lint.timerWithoutEnd', element, { text })] : [];
    });
  });
}

/** Errors and escalations thrown by the diagram that nothing around the throwing element catches. */
export function uncaught(graph: Graph): readonly ModelProblem[] {
  return graph.elements.flatMap((element) => {
    if (!('throws' in element)) return [];
    return simpleThrows(element.throws).flatMap((thrown) => {
      if (thrown.kind !== 'error' && thrown.kind !== 'escalation') return [];
      if (thrown.code.kind !== 'static' || isCaught(graph, element, thrown.kind, thrown.code.value)) return [];
      const code = thrown.kind === 'error' ? 'lint.errorUncaught' : 'lint.escalationUncaught';
      return [warn(code, element, { code: thrown.code.value })];
    });
  });
}

function isCaught(graph: Graph, element: Element, kind: 'error' | 'escalation', code: string): boolean {
  for (let scope = graph.scopeOf(element); scope !== undefined; scope = graph.scopeOf(scope)) {
    const events = [...eventStarts(graph, scope), ...(isActivity(scope) ? scope.boundary : [])];
    const catches = events.some((id) => {
      const event = graph.element(id);
      if (event === undefined || !('trigger' in event)) return false;
      return simpleTriggers(event.trigger).some(
        (trigger) => trigger.kind === kind && (trigger.code === null || trigger.code === code),
      );
    });
    if (catches) return true;
  }
  return false;
}

function eventStarts(graph: Graph, scope: Container): readonly string[] {
  return scope.eventSubProcesses.flatMap((id) => {
    const sub = graph.element(id);
    return sub?.kind === 'eventSubProcess' ? sub.startEvents : [];
  });
}

/** User tasks for nobody, handlers that nothing calls, and outputs that parallel instances overwrite. */
export function activities(graph: Graph): readonly ModelProblem[] {
  const handlers = new Set(
    graph.elements.flatMap((element) => (isActivity(element) ? [element.compensationHandler] : [])),
  );
  return graph.elements.filter(isActivity).flatMap((element) => {
    const problems: ModelProblem[] = [];
    if (element.isForCompensation && !handlers.has(element.id)) problems.push(warn('lint.handlerUnused', element));
    if (element.kind === 'userTask') {
      const { assignee, candidateGroups, candidateUsers } = element;
      const isAssigned = [assignee, candidateGroups, candidateUsers].some((part) => part !== null);
      if (!isAssigned) problems.push(warn('lint.noAssignment', element));
    }
    const { loop } = element;
    if (loop?.kind === 'multiInstance' && !loop.sequential) {
      const collected =
        loop.outputElement === null ? '' : (graph.definition.expressions[loop.outputElement]?.source ?? '');
      const roots = new Set(element.outputs.flatMap(({ target }) => target[0] ?? []));
      // A plain path as output element makes its root local to each instance, which catches the write.
      roots.delete(/^[\p{L}_][\p{L}\p{N}_]*/u.exec(collected)?.[0] ?? '');
      problems.push(...[...roots].map((variable) => warn('lint.racingOutput', element, { variable })));
    }
    return problems;
  });
}
