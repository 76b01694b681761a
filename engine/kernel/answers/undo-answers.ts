import { raiseIncident } from '../behaviors/incidents.ts';
import type { Command } from '../contract/command.ts';
import type { Answer } from '../contract/input.ts';
import { finishTermination } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { say } from '../words/say.ts';

/** Undone, the interrupted element ends. An undo that fails is an incident; resolving it tries again (UND2). */
export function takeUndoAnswer(run: Run, command: Extract<Command, { type: 'undoActivity' }>, answer: Answer): boolean {
  if (answer.type !== 'undone' && answer.type !== 'undoFailed') return false;
  run.settle(command.id);
  const instance = run.live(command.elementInstance);
  if (answer.type === 'undone') {
    run.write({ type: 'dataSet', key: instance.key, data: { undo: null } });
    if (instance.children === 0) finishTermination(run, instance);
    return true;
  }
  const message = say('undo.failed', { activity: command.activity, reason: answer.message });
  raiseIncident(run, instance, { incident: 'JOB_NO_RETRIES', message }, { type: 'undo', key: instance.key });
  return true;
}
