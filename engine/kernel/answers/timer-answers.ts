import { awaitedBy, namingScope } from '../behaviors/subscriptions.ts';
import { repeatTimer } from '../behaviors/timers.ts';
import { trigger } from '../behaviors/triggers.ts';
import type { Command } from '../contract/command.ts';
import type { Answer } from '../contract/input.ts';
import type { Run } from '../run.ts';

/** A timer fires: a repeating one is armed again before what it triggers begins (TIM3). */
export function takeTimerAnswer(run: Run, command: Extract<Command, { type: 'startTimer' }>, answer: Answer): boolean {
  if (answer.type !== 'timerFired') return false;
  run.settle(command.id);
  const wait = run.state.waits[command.timer];
  if (wait?.kind !== 'timer') return true;
  const owner = run.live(wait.elementInstance);
  run.write({ type: 'timerFired', key: command.timer });
  const caught = awaitedBy(run, wait);
  if (caught.kind === 'timer') repeatTimer(run, caught.timer, wait, namingScope(run, wait.element, owner));
  trigger(run, owner, wait, {});
  return true;
}
