import type { BoundaryEvent, Element, ElementId, Message, StartEvent, Trigger } from '#engine/model/definition.ts';
import { all, type Attempt, done, failed } from '../attempt.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { describeValue, evaluateExpression, evaluateText, show } from './expressions.ts';
import { planTimer } from './timers.ts';
import { say } from '../words/say.ts';

/** Something that an element instance catches: itself, a boundary event of it, or the start of an event subprocess in it. */
export interface Catcher {
  readonly element: ElementId;
  readonly trigger: Trigger;
  readonly interrupting: boolean;
  /** Multiple events: which of its triggers is meant. */
  readonly part?: number;
}

/** What a subscription says of its catcher. */
export type CaughtBy = Pick<Catcher, 'element' | 'part'>;

function caughtBy({ element, part }: Catcher): CaughtBy {
  return { element, ...(part !== undefined && { part }) };
}

/**
 * Evaluates everything the instance will wait for; the returned function opens it. Names and keys are evaluated once, when
 * the element is entered, and never again (MSG1).
 */
export function planSubscriptions(run: Run, element: Element, instance: ElementInstance): Attempt<() => void> {
  const opensNow = !listensBehindStart(run, element, instance);
  return planAll(run, opensNow ? catchersOf(run, element, instance) : [], instance);
}

/**
 * What the event subprocesses and boundary events of a scope wait for. They are opened behind the scope's start event, so
 * that their keys, names and timers see what that event has mapped (ESP4). Those that listen already are left alone.
 */
export function planBehindStart(run: Run, scope: ElementInstance): Attempt<() => void> {
  const element = run.element(scope.element);
  if (!listensBehindStart(run, element, scope)) return done(() => undefined);
  const listening = new Set(Object.keys(scope.waitKeys).map((key) => run.state.waits[key]?.element));
  return planAll(
    run,
    catchersOf(run, element, scope).filter((one) => !listening.has(one.element)),
    scope,
  );
}

/**
 * Whether the scope goes in by a start event of its own, and not at elements that somebody has named. Instances from before
 * flag 5 (see `currentFlags`) listen as soon as their scopes activate.
 */
export function listensBehindStart(run: Run, element: Element, instance: ElementInstance): boolean {
  if (!run.state.flags.includes(5) || instance.data.empty === true || instance.kind === 'multiInstanceBody')
    return false;
  switch (element.kind) {
    case 'process': {
      const { startAt } = instance.data;
      return startAt == null || startAt.some((id) => element.startEvents.includes(id));
    }
    case 'subProcess':
    case 'transaction':
    case 'eventSubProcess':
      return true;
    default:
      return false;
  }
}

function planAll(run: Run, catchers: readonly Catcher[], instance: ElementInstance): Attempt<() => void> {
  const planned = all(catchers.map((catcher) => planCatcher(run, catcher, catcher.trigger, instance)));
  if (!planned.ok) return planned;
  return done(() => {
    for (const open of planned.value) open();
  });
}

/** All that this instance catches while it lives. The item of a multi-instance leaves boundary events to its body. */
export function catchersOf(run: Run, element: Element, instance: ElementInstance): readonly Catcher[] {
  if (instance.kind === 'adHocInnerInstance') return [];
  const isItem = instance.data.index !== undefined;
  const isBody = instance.kind === 'multiInstanceBody';
  const boundary = 'boundary' in element && !isItem ? element.boundary.map((id) => asCatcher(run.element(id))) : [];
  if (isBody) return boundary;
  if (instance.data.caught === true) return boundary;
  const inner = 'eventSubProcesses' in element ? element.eventSubProcesses.map((id) => startOf(run, id)) : [];
  return [...boundary, ...inner, ...ownCatchers(run, element)];
}

function ownCatchers(run: Run, element: Element): readonly Catcher[] {
  switch (element.kind) {
    case 'intermediateCatchEvent':
      return [{ element: element.id, trigger: element.trigger, interrupting: true }];
    case 'receiveTask':
      return [{ element: element.id, trigger: { kind: 'message', message: element.message }, interrupting: true }];
    case 'eventBasedGateway':
      return element.outgoing.map((flow) => {
        const target = run.element(run.flow(flow).target);
        const trigger = triggerOf(target);
        return { element: target.id, trigger, interrupting: true };
      });
    default:
      return [];
  }
}

/** What an element waits for when something else (a gateway, its host) waits in its place. */
export function triggerOf(element: Element): Trigger {
  if ('trigger' in element) return element.trigger;
  if (element.kind === 'receiveTask') return { kind: 'message', message: element.message };
  return { kind: 'none' };
}

function asCatcher(element: Element): Catcher {
  if (element.kind !== 'boundaryEvent' && element.kind !== 'startEvent') {
    throw new Error(`${element.id} is neither a boundary nor a start event`);
  }
  return catcherOf(element);
}

function catcherOf(event: BoundaryEvent | StartEvent): Catcher {
  return { element: event.id, trigger: event.trigger, interrupting: event.interrupting };
}

/** The start event of an event subprocess; the model allows exactly one. */
export function startOf(run: Run, eventSubProcess: ElementId): Catcher {
  const element = run.element(eventSubProcess);
  const [start] = element.kind === 'eventSubProcess' ? element.startEvents : [];
  if (start === undefined) throw new Error(`${eventSubProcess} has no start event`);
  return asCatcher(run.element(start));
}

/** Timers and names of a boundary event see what its host sees; before flag 10 (`currentFlags`) what surrounds the host (BND4). */
export function namingScope(run: Run, catcher: ElementId, instance: ElementInstance): Key {
  return run.state.flags.includes(10) ? instance.key : evaluationScope(run, catcher, instance);
}

/** Keys and conditions of a boundary event see what surrounds its host, not the host's own locals (BND4). */
export function evaluationScope(run: Run, catcher: ElementId, instance: ElementInstance): Key {
  return run.element(catcher).kind === 'boundaryEvent' ? (instance.scope ?? instance.key) : instance.key;
}

export function planCatcher(
  run: Run,
  catcher: Catcher,
  trigger: Trigger,
  instance: ElementInstance,
): Attempt<() => void> {
  const scope = namingScope(run, catcher.element, instance);
  switch (trigger.kind) {
    case 'message':
      return planMessage(run, catcher, trigger.message, instance);
    case 'timer':
      return planTimer(run, caughtBy(catcher), trigger.timer, instance, scope);
    case 'signal': {
      const name = evaluateText(run, trigger.name, scope);
      if (!name.ok) return name;
      return done(() => {
        const { key: elementInstance } = instance;
        run.write({
          type: 'signalSubscribed',
          key: run.newKey(),
          elementInstance,
          ...caughtBy(catcher),
          signalName: name.value,
        });
      });
    }
    case 'conditional':
      return done(() => {
        const key = run.newKey();
        run.write({ type: 'conditionSubscribed', key, elementInstance: instance.key, ...caughtBy(catcher) });
        run.queue({ type: 'checkCondition', condition: key });
      });
    case 'multiple':
      return planParts(run, catcher, trigger.of, instance);
    // Errors, escalations, compensation and cancel are searched for when they are thrown; a link is a jump.
    case 'none':
    case 'error':
    case 'escalation':
    case 'compensation':
    case 'cancel':
    case 'link':
      return done(() => undefined);
  }
}

/** The trigger that a wait stands for: the catcher's own, or a part of it. */
export function awaitedBy(run: Run, { element, part }: CaughtBy): Trigger {
  const trigger = triggerOf(run.element(element));
  return trigger.kind === 'multiple' && part !== undefined ? (trigger.of[part] ?? trigger) : trigger;
}

function planParts(
  run: Run,
  catcher: Catcher,
  parts: readonly Trigger[],
  instance: ElementInstance,
): Attempt<() => void> {
  const planned = all(parts.map((trigger, part) => planCatcher(run, { ...catcher, part }, trigger, instance)));
  if (!planned.ok) return planned;
  return done(() => {
    for (const open of planned.value) open();
  });
}

function planMessage(run: Run, catcher: Catcher, message: Message, instance: ElementInstance): Attempt<() => void> {
  const name = evaluateText(run, message.name, namingScope(run, catcher.element, instance));
  if (!name.ok) return name;
  if (message.correlationKey === null) {
    return failed('EXTRACT_VALUE_ERROR', say('message.noCorrelationKey', { given: describeValue(run, message.name) }));
  }
  const key = evaluateExpression(run, message.correlationKey, evaluationScope(run, catcher.element, instance));
  if (!key.ok) return key;
  if (typeof key.value !== 'string' && typeof key.value !== 'number') {
    const given = `= ${run.linked.definition.expressions[message.correlationKey]?.source ?? ''}`;
    return failed('EXTRACT_VALUE_ERROR', say('message.correlationKey', { given, value: show(key.value) }));
  }
  const correlationKey = String(key.value);
  return done(() => {
    run.write({
      type: 'messageSubscribed',
      key: run.newKey(),
      elementInstance: instance.key,
      ...caughtBy(catcher),
      messageName: name.value,
      correlationKey,
      interrupting: catcher.interrupting,
    });
  });
}
