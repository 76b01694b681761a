import type { Command, CommandId } from '../contract/command.ts';
import type { Answer } from '../contract/input.ts';
import { endPart } from '../behaviors/throw-parts.ts';
import type { Run } from '../run.ts';
import { takeActivityAnswer } from './activity-answers.ts';
import { takeChildAnswer } from './child-answers.ts';
import { takeDataAnswer } from './data-answers.ts';
import { takeDecisionAnswer } from './decision-answers.ts';
import { takePublicationAnswer } from './publication-answers.ts';
import { takeTimerAnswer } from './timer-answers.ts';
import { takeUndoAnswer } from './undo-answers.ts';

/** The host answers a command. One that is not outstanding any more is void: the answer changes nothing (ANS1). */
export function takeAnswer(run: Run, id: CommandId, answer: Answer): void {
  const command = run.state.outstanding[id];
  if (command === undefined) return;
  // A suspended instance takes what comes but does not move on it: the answer waits its turn (SUS2).
  if (run.state.status === 'suspended') return run.queue({ type: 'takeAnswer', command: id, answer });
  const taken = takeFor(run, command, answer);
  if (!taken) throw new Error(`A ${command.type} command was answered with ${answer.type}`);
}

/** False = no answer to this kind of command, a bug of the host. */
function takeFor(run: Run, command: Command, answer: Answer): boolean {
  switch (command.type) {
    case 'runActivity':
      return takeActivityAnswer(run, command, answer);
    case 'undoActivity':
      return takeUndoAnswer(run, command, answer);
    case 'startTimer':
      return takeTimerAnswer(run, command, answer);
    case 'callProcess':
    case 'cancelChild':
      return takeChildAnswer(run, command, answer);
    case 'evaluateDecision':
      return takeDecisionAnswer(run, command, answer);
    case 'publishMessage':
    case 'broadcastSignal':
      return takePublicationAnswer(run, command, answer);
    case 'escalateToCaller':
      if (answer.type !== 'published') return false;
      run.settle(command.id);
      // What was passed on from a called process is nobody's to complete.
      if (run.find(command.elementInstance)?.kind !== 'callActivity') endPart(run, command.elementInstance);
      return true;
    case 'leaseKeys':
      if (answer.type !== 'keysLeased') return false;
      run.settle(command.id);
      run.write({ type: 'keysLeased', first: answer.first, last: answer.last });
      return true;
    case 'readData':
    case 'writeData':
      return takeDataAnswer(run, command, answer);
  }
}
