import type { Timer } from '#engine/model/definition.ts';
import { type Firing, firstFiring, nextFiring, parseTimer, type TimerPlan } from '#engine/model/timer.ts';
import { type Attempt, done, failed } from '../attempt.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { TimerWait } from '../contract/wait.ts';
import type { Run } from '../run.ts';
import type { CaughtBy } from './subscriptions.ts';
import { withOffset } from './date-times.ts';
import { describeValue, evaluateValue, isStrict, show } from './expressions.ts';
import { say } from '../words/say.ts';

/** Evaluates the timer as `scope` sees it and works out its first firing (TIM1). */
export function planTimer(
  run: Run,
  catcher: CaughtBy,
  timer: Timer,
  owner: ElementInstance,
  scope: Key,
): Attempt<() => void> {
  const plan = readTimer(run, timer, scope);
  if (!plan.ok) return plan;
  const firing = neverFires(run, plan.value) ? null : firstFiring(plan.value, run.given.now);
  return done(() => {
    if (firing !== null) startTimer(run, catcher, owner.key, firing);
  });
}

/** `R0/…`: as in Zeebe it fires once, like `R1/…`; before flag 11 (see `currentFlags`) not at all. */
function neverFires(run: Run, plan: TimerPlan): boolean {
  return plan.kind === 'interval' && plan.repetitions === 0 && !isStrict(run);
}

function readTimer(run: Run, timer: Timer, scope: Key): Attempt<TimerPlan> {
  const value = evaluateValue(run, timer.value, scope);
  if (!value.ok) return value;
  const { kind } = timer;
  if (typeof value.value !== 'string') {
    const given = describeValue(run, timer.value);
    return failed('EXTRACT_VALUE_ERROR', say('timer.type', { kind, given, value: show(value.value) }));
  }
  const text = kind === 'date' ? withOffset(run, timer.value, value.value) : value.value;
  const parsed = parseTimer(kind, text);
  if (parsed.ok) return done(parsed.plan);
  const message = say('timer.unreadable', { text: value.value, kind, example: parsed.expected });
  return failed('EXTRACT_VALUE_ERROR', message);
}

function startTimer(run: Run, catcher: CaughtBy, elementInstance: Key, firing: Firing): void {
  const key = run.newKey();
  const command = `${elementInstance}:startTimer:${key}`;
  const { due, remaining } = firing;
  run.write({ type: 'timerStarted', key, elementInstance, ...catcher, due, repetitions: remaining, command });
  run.send({ type: 'startTimer', id: command, elementInstance, timer: key, due });
}

/** Arms the next repetition, counted from the instant that was due, so that a late firing does not shift the rhythm (TIM3). */
export function repeatTimer(run: Run, timer: Timer, wait: TimerWait, scope: Key): void {
  if (wait.repetitions === 0) return;
  const plan = readTimer(run, timer, scope);
  // An expression that has become unreadable since the first firing ends the repetition.
  if (!plan.ok) return;
  const firing = nextFiring(plan.value, { due: wait.due, remaining: wait.repetitions });
  const { element, part } = wait;
  const catcher = { element, ...(part !== undefined && { part }) };
  if (firing !== null) startTimer(run, catcher, wait.elementInstance, firing);
}
