import { firstFiring, parseTimer } from '../timer.ts';
import type { BoundaryEvent, Element, StartEvent, Throw, Timer, Trigger } from '../definition.ts';
import type { ModelProblem } from '../problem.ts';
import { isActivity, refuse } from './graph.ts';
import type { Graph } from './graph.ts';

type Place =
  'startEvent' | 'eventSubProcess startEvent' | 'subProcess startEvent' | 'intermediateCatchEvent' | 'boundaryEvent';

/** BPMN 2.0 table 10.93: what each event may wait for, by where it stands. A subprocess starts with its parent's token. */
const allowedTriggers: Readonly<Record<Place, readonly Trigger['kind'][]>> = {
  startEvent: ['none', 'message', 'timer', 'signal', 'conditional'],
  'subProcess startEvent': ['none'],
  'eventSubProcess startEvent': ['message', 'timer', 'error', 'escalation', 'signal', 'conditional', 'compensation'],
  intermediateCatchEvent: ['message', 'timer', 'signal', 'conditional', 'link'],
  boundaryEvent: ['message', 'timer', 'error', 'escalation', 'signal', 'conditional', 'compensation', 'cancel'],
};

const allowedThrows: Readonly<Record<'intermediateThrowEvent' | 'endEvent', readonly Throw['kind'][]>> = {
  intermediateThrowEvent: ['none', 'message', 'messageJob', 'escalation', 'signal', 'compensation', 'link'],
  endEvent: ['none', 'message', 'messageJob', 'error', 'escalation', 'signal', 'compensation', 'terminate', 'cancel'],
};

/** Which events may stand where, what they interrupt, and the kinds of timers. */
export function eventRules(graph: Graph): readonly ModelProblem[] {
  return graph.elements.flatMap((element) => {
    switch (element.kind) {
      case 'startEvent':
      case 'intermediateCatchEvent':
      case 'boundaryEvent': {
        const place = placeOf(graph, element);
        const host = element.kind === 'boundaryEvent' ? hostRules(graph, element) : [];
        const parts = simpleTriggers(element.trigger);
        return [...host, ...parts.flatMap((trigger) => triggerRules(element, trigger, place))];
      }
      case 'intermediateThrowEvent':
      case 'endEvent':
        return throwRules(graph, element, simpleThrows(element.throws));
      default:
        return [];
    }
  });
}

export function simpleTriggers(trigger: Trigger): readonly Exclude<Trigger, { kind: 'multiple' }>[] {
  return trigger.kind === 'multiple' ? trigger.of.flatMap(simpleTriggers) : [trigger];
}

export function simpleThrows(thrown: Throw): readonly Exclude<Throw, { kind: 'multiple' }>[] {
  return thrown.kind === 'multiple' ? thrown.of.flatMap(simpleThrows) : [thrown];
}

type Catching = StartEvent | BoundaryEvent | Extract<Element, { kind: 'intermediateCatchEvent' }>;

function placeOf(graph: Graph, element: Catching): Place {
  if (element.kind !== 'startEvent') return element.kind;
  const scope = graph.scopeOf(element);
  if (scope?.kind === 'process') return 'startEvent';
  return scope?.kind === 'eventSubProcess' ? 'eventSubProcess startEvent' : 'subProcess startEvent';
}

function triggerRules(
  element: Catching,
  trigger: Exclude<Trigger, { kind: 'multiple' }>,
  place: Place,
): readonly ModelProblem[] {
  // A subprocess that starts with the wrong event is told once, with the subprocess.
  if (place === 'subProcess startEvent' || (place === 'eventSubProcess startEvent' && trigger.kind === 'none'))
    return [];
  if (!allowedTriggers[place].includes(trigger.kind)) {
    return [refuse('event.triggerNotAllowed', element, { trigger: trigger.kind, place })];
  }
  const interrupting = element.kind === 'intermediateCatchEvent' || element.interrupting;
  if (!interrupting && (trigger.kind === 'error' || trigger.kind === 'cancel')) {
    return [refuse('event.alwaysInterrupts', element, { trigger: trigger.kind })];
  }
  return trigger.kind === 'timer' ? timerRules(element, trigger.timer, place, interrupting) : [];
}

/** Zeebe's table: a cycle only where it can fire more than once. */
function timerRules(element: Element, timer: Timer, place: Place, interrupting: boolean): readonly ModelProblem[] {
  const kinds: Readonly<Record<Place, readonly Timer['kind'][]>> = {
    startEvent: ['date', 'duration', 'cycle'],
    'subProcess startEvent': [],
    'eventSubProcess startEvent': interrupting ? ['date', 'duration'] : ['date', 'duration', 'cycle'],
    intermediateCatchEvent: ['date', 'duration'],
    boundaryEvent: interrupting ? ['date', 'duration'] : ['date', 'duration', 'cycle'],
  };
  const { kind, value } = timer;
  const problems: ModelProblem[] = [];
  if (!kinds[place].includes(kind)) {
    problems.push(refuse('timer.kindNotAllowed', element, { kind, place, allowed: kinds[place].join(', ') }));
  }
  if (value.kind === 'static' && value.value !== '') {
    const parsed = parseTimer(kind, value.value);
    if (!parsed.ok)
      problems.push(refuse('timer.invalid', element, { text: value.value, kind, expected: parsed.expected }));
    else if (firstFiring(parsed.plan, 0) === null) {
      problems.push(refuse('timer.invalid', element, { text: value.value, kind, expected: 'R1/PT1H' }));
    }
  }
  return problems;
}

function hostRules(graph: Graph, event: BoundaryEvent): readonly ModelProblem[] {
  if (event.attachedTo === '') return [];
  const host = graph.element(event.attachedTo);
  const kinds = simpleTriggers(event.trigger).map(({ kind }) => kind);
  const wrong = (trigger: string, allowed: string) => [
    refuse('boundary.wrongHost', event, { trigger, host: host?.kind ?? event.attachedTo, allowed }),
  ];
  if (host === undefined || !isActivity(host)) return wrong(kinds.join(', '), 'task, subProcess, callActivity');
  if (host.isForCompensation) return [refuse('boundary.onCompensationHandler', event)];
  if (kinds.includes('cancel') && host.kind !== 'transaction') return wrong('cancel', 'transaction');
  return [];
}

function throwRules(
  graph: Graph,
  element: Extract<Element, { kind: 'intermediateThrowEvent' | 'endEvent' }>,
  parts: readonly Exclude<Throw, { kind: 'multiple' }>[],
): readonly ModelProblem[] {
  return parts.flatMap((thrown) => {
    if (!allowedThrows[element.kind].includes(thrown.kind)) {
      return [refuse('event.triggerNotAllowed', element, { trigger: thrown.kind, place: element.kind })];
    }
    if (thrown.kind === 'cancel' && graph.scopeOf(element)?.kind !== 'transaction') {
      return [refuse('cancel.outsideTransaction', element)];
    }
    return thrown.kind === 'compensation' && thrown.activity !== null
      ? compensatedActivity(graph, element, thrown.activity)
      : [];
  });
}

/** It must lie in the throwing event's scope, or, from an event subprocess, in the scope around that. */
function compensatedActivity(graph: Graph, element: Element, id: string): readonly ModelProblem[] {
  const activity = graph.element(id);
  if (activity === undefined) return [];
  const scope = graph.scopeOf(element);
  const reachable = [scope?.id, scope?.kind === 'eventSubProcess' ? scope.scope : null];
  if (!reachable.includes(activity.scope))
    return [refuse('compensation.activityOutOfScope', element, { activity: id })];
  const isContainer = 'children' in activity;
  const undoes = isActivity(activity) && activity.compensationHandler !== null;
  return undoes || isContainer ? [] : [refuse('compensation.activityNotCompensable', element, { activity: id })];
}
