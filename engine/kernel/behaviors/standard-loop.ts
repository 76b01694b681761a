import type { Element, StandardLoop } from '#engine/model/definition.ts';
import { type Attempt, done } from '../attempt.ts';
import type { Activation, ElementBehavior } from '../behavior.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import { start } from '../lifecycle/start.ts';
import { finishTermination } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { evaluateBoolean } from './expressions.ts';
import { setLocal } from './variables.ts';

/**
 * The BPMN loop marker (BPMN 2.0 §10.3.8): the activity runs again while the condition holds and the maximum is not reached
 * (LOP1). With `testBefore` it may not run at all (LOP2). Each round sees its number as `loopCounter`, from 1.
 */
export const standardLoopBody: ElementBehavior<Element> = {
  activate(run, element, body): Attempt<Activation> {
    const loop = standardLoopOf(element);
    const goesIn = loop.testBefore ? holds(run, loop, body.key) : done(true);
    if (!goesIn.ok) return goesIn;
    const before = (): void =>
      run.write({ type: 'multiInstanceStarted', body: body.key, total: loop.maximum ?? -1, outputCollection: null });
    const skip = (): void => run.queue({ type: 'complete', key: body.key });
    if (!goesIn.value || loop.maximum === 0) return done({ before, after: skip });
    return done({ before, after: () => startRound(run, element, body) });
  },
  childEnded(run, element, body, _child, how) {
    if (body.phase === 'terminating') {
      if (body.children === 0) finishTermination(run, body);
    } else if (how === 'completed' && body.data.fulfilled !== true) startRound(run, element, body);
    else if (body.children === 0) run.queue({ type: 'complete', key: body.key });
  },
};

function startRound(run: Run, element: Element, body: ElementInstance): void {
  const round = body.multiInstance?.started ?? 0;
  const key = start(run, element.id, body.key, { item: { index: round, value: null } });
  setLocal(run, key, 'loopCounter', round + 1);
}

/** A round is about to complete: whether it was the last one is decided while its variables can still be seen. */
export function decideNextRound(
  run: Run,
  loop: StandardLoop,
  body: ElementInstance,
  round: ElementInstance,
): Attempt<void> {
  const { started = 0 } = body.multiInstance ?? {};
  const goesOn = loop.maximum !== null && started >= loop.maximum ? done(false) : holds(run, loop, round.key);
  if (!goesOn.ok) return goesOn;
  if (!goesOn.value) run.write({ type: 'dataSet', key: body.key, data: { fulfilled: true } });
  return done(undefined);
}

function holds(run: Run, loop: StandardLoop, scope: Key): Attempt<boolean> {
  return loop.condition === null ? done(true) : evaluateBoolean(run, loop.condition, scope);
}

export function standardLoopOf(element: Element): StandardLoop {
  if ('loop' in element && element.loop?.kind === 'standardLoop') return element.loop;
  throw new Error(`${element.id} is no loop`);
}
