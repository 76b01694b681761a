import type { PendingStep } from '../contract/pending-step.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { raiseIncident } from './incidents.ts';
import { say } from '../words/say.ts';

/**
 * The host has seen no wait for too long: whoever is next stops with an incident, so that a loop without end is something
 * a person sees and mends (INC3). Resolving it lets the loop go on.
 */
export function haltNext(run: Run): void {
  const step = run.next();
  if (step === null) return;
  const instance = instanceOf(run, step);
  if (instance === null) run.queue(step);
  else
    raiseIncident(
      run,
      instance,
      { incident: 'UNKNOWN', message: say('process.endless', { element: instance.element }) },
      step,
    );
}

/** A token that has not arrived belongs to its scope. */
function instanceOf(run: Run, step: PendingStep): ElementInstance | null {
  switch (step.type) {
    case 'enter':
    case 'checkJoin':
    case 'checkConditions':
      return run.find(step.scope) ?? null;
    case 'spawn':
      return run.find(step.body) ?? null;
    case 'askTaskListeners':
      return run.find(run.state.waits[step.userTask]?.elementInstance ?? '') ?? null;
    case 'retryJob':
      return run.find(run.state.waits[step.job]?.elementInstance ?? '') ?? null;
    case 'checkCondition':
      return run.find(run.state.waits[step.condition]?.elementInstance ?? '') ?? null;
    case 'takeAnswer':
      return run.find(run.state.outstanding[step.command]?.elementInstance ?? '') ?? null;
    case 'endTermination':
    case 'activate':
    case 'begin':
    case 'complete':
    case 'leave':
    case 'terminate':
    case 'listened':
    case 'askAgain':
    case 'undo':
      return run.find(step.key) ?? null;
  }
}
