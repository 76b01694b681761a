import { takeAnswer } from './answers/take-answer.ts';
import { checkCondition, checkConditions } from './behaviors/conditions.ts';
import { retryJob } from './behaviors/jobs.ts';
import { checkJoin } from './behaviors/joins.ts';
import { continueAfterListener } from './behaviors/listener-results.ts';
import { spawnItems } from './behaviors/multi-instance.ts';
import { askTaskListeners } from './behaviors/task-listeners.ts';
import { sendUndo } from './behaviors/undo.ts';
import { raiseIncident } from './behaviors/incidents.ts';
import { applyInputs } from './behaviors/mappings.ts';
import type { PendingStep } from './contract/pending-step.ts';
import { throwAgain } from './elements/events/throwing.ts';
import { activate, begin } from './lifecycle/activation.ts';
import { complete, leave } from './lifecycle/completion.ts';
import { enter } from './lifecycle/start.ts';
import { finishTermination, terminate } from './lifecycle/termination.ts';
import type { Run } from './run.ts';

/** Makes one move. Whatever it concerns may have ended since the move was queued; then nothing happens. */
export function move(run: Run, step: PendingStep): void {
  switch (step.type) {
    case 'enter':
      return enter(run, step);
    case 'activate':
      return activate(run, step.key);
    case 'begin':
      return begin(run, step.key);
    case 'complete':
      return complete(run, step.key);
    case 'leave':
      return leave(run, step.key);
    case 'terminate':
      return terminate(run, step.key);
    case 'spawn':
      return spawnItems(run, step.body);
    case 'checkJoin':
      return checkJoin(run, step.gateway, step.scope);
    case 'listened':
      return continueAfterListener(run, step.key);
    case 'endTermination': {
      const instance = run.find(step.key);
      if (instance?.phase === 'terminating') finishTermination(run, instance);
      return;
    }
    case 'askTaskListeners':
      return askTaskListeners(run, step.userTask);
    case 'retryJob':
      return retryJob(run, step.job);
    case 'undo': {
      const instance = run.find(step.key);
      if (instance !== undefined) sendUndo(run, instance);
      return;
    }
    case 'askAgain':
      return askAgain(run, step);
    case 'takeAnswer':
      return takeAnswer(run, step.command, step.answer);
    case 'checkConditions':
      return checkConditions(run, step.scope, step.name, step.change);
    case 'checkCondition':
      return checkCondition(run, step.condition);
  }
}

/** The activated element's question to the host is put again, its expressions evaluated anew. */
function askAgain(run: Run, step: Extract<PendingStep, { type: 'askAgain' }>): void {
  const instance = run.find(step.key);
  if (instance?.phase !== 'activated') return;
  const element = run.element(instance.element);
  if (step.part === undefined && run.state.flags.includes(12)) {
    // What somebody has corrected since reaches the question through the inputs (INC4).
    const inputs = applyInputs(run, element, instance);
    if (!inputs.ok) return raiseIncident(run, instance, inputs.failure, step);
  }
  const again =
    step.part === undefined
      ? run.behaviorOf(instance).activate(run, element, instance)
      : throwAgain(run, element, instance, step.part);
  if (again.ok) again.value.before?.();
  else raiseIncident(run, instance, again.failure, step);
}
