import { openCall } from '../behaviors/call-activity.ts';
import { throwError } from '../behaviors/errors.ts';
import { passEscalation, throwEscalation } from '../behaviors/escalations.ts';
import { raiseIncident } from '../behaviors/incidents.ts';
import type { Command } from '../contract/command.ts';
import type { Answer } from '../contract/input.ts';
import type { ElementInstance } from '../contract/state.ts';
import { finishTermination } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { say } from '../words/say.ts';

type ChildCommand = Extract<Command, { type: 'callProcess' | 'cancelChild' }>;
type ChildAnswer = Extract<Answer, { type: `child${string}` }>;
type ChildEnd = Exclude<ChildAnswer, { type: 'childStarted' | 'childEscalated' }>;

/**
 * How a called process fares. `childStarted` and `childEscalated` leave the command open: the child's end answers it. The end may come as an
 * answer to the call or to its cancellation; either settles both.
 */
export function takeChildAnswer(run: Run, command: ChildCommand, answer: Answer): boolean {
  if (!isChildAnswer(answer)) return false;
  const caller = run.live(command.elementInstance);
  if (answer.type === 'childEscalated') {
    passEscalation(run, caller, answer.code, answer.variables);
    return true;
  }
  if (answer.type === 'childStarted') {
    started(run, caller, answer);
    return true;
  }
  run.settle(command.id);
  const call = openCall(run, caller);
  if (call !== null) run.settle(call);
  if (answer.type !== 'childNotFound') {
    run.withdraw(`${caller.key}:cancelChild:${answer.child}`);
    run.write({ type: 'childEnded', elementInstance: caller.key, child: answer.child, status: statusOf(answer) });
  }
  run.write({ type: 'dataSet', key: caller.key, data: { child: null } });
  if (caller.phase === 'terminating') finishTermination(run, caller);
  else ended(run, caller, answer);
  return true;
}

function started(run: Run, caller: ElementInstance, answer: Extract<Answer, { type: 'childStarted' }>): void {
  const { child, processId } = answer;
  run.write({ type: 'childStarted', elementInstance: caller.key, child, processId });
  if (caller.phase !== 'terminating') return;
  run.send({ type: 'cancelChild', id: `${caller.key}:cancelChild:${child}`, elementInstance: caller.key, child });
}

function ended(run: Run, caller: ElementInstance, answer: ChildEnd): void {
  switch (answer.type) {
    case 'childNotFound':
      return raiseIncident(
        run,
        caller,
        { incident: 'CALLED_ELEMENT_ERROR', message: answer.message },
        { type: 'askAgain', key: caller.key },
      );
    case 'childCompleted':
      run.write({ type: 'dataSet', key: caller.key, data: { payload: answer.variables } });
      return run.queue({ type: 'complete', key: caller.key });
    case 'childTerminated': {
      const message = say('child.cancelled', { element: caller.element });
      const failure = { incident: 'CALLED_ELEMENT_ERROR', message } as const;
      return raiseIncident(run, caller, failure, { type: 'askAgain', key: caller.key });
    }
    case 'childThrew':
      return threw(run, caller, answer);
  }
}

function threw(run: Run, caller: ElementInstance, answer: Extract<Answer, { type: 'childThrew' }>): void {
  if (answer.kind === 'escalation') return throwEscalation(run, caller, answer.code, answer.variables);
  if (throwError(run, caller, answer.code, answer.variables)) return;
  const message = say('error.uncaughtOfChild', { code: answer.code, element: caller.element });
  const failure = { incident: 'UNHANDLED_ERROR_EVENT', message } as const;
  raiseIncident(run, caller, failure, { type: 'askAgain', key: caller.key });
}

function statusOf(answer: Exclude<ChildEnd, { type: 'childNotFound' }>): string {
  switch (answer.type) {
    case 'childCompleted':
      return 'completed';
    case 'childTerminated':
    case 'childThrew':
      return 'terminated';
  }
}

function isChildAnswer(answer: Answer): answer is ChildAnswer {
  return answer.type.startsWith('child');
}
