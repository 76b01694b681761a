import { dataCommandId, drawnAssociations, takeStoredValue } from '../behaviors/data-associations.ts';
import { raiseIncident } from '../behaviors/incidents.ts';
import type { Failure } from '../attempt.ts';
import type { Command } from '../contract/command.ts';
import type { Answer } from '../contract/input.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { say } from '../words/say.ts';

type DataCommand = Extract<Command, { type: 'readData' | 'writeData' }>;

/** A data store has been read or written; after the last one its element goes on. A failure is an incident (DAT4). */
export function takeDataAnswer(run: Run, command: DataCommand, answer: Answer): boolean {
  if (answer.type !== 'data' && answer.type !== 'failed') return false;
  run.settle(command.id);
  const instance = run.find(command.elementInstance);
  const access = instance?.data.dataAccess;
  if (instance === undefined || access === undefined || access === null) return true;
  if (answer.type === 'failed') {
    const key = command.type === 'readData' ? 'data.notRead' : 'data.notWritten';
    const message = say(key, { store: command.store, reason: answer.message });
    fail(run, command, instance, { incident: 'UNKNOWN', message });
    return true;
  }
  if (command.type === 'readData') {
    const taken = takeStoredValue(run, run.element(instance.element), instance, command.id, answer.value);
    if (!taken.ok) {
      fail(run, command, instance, taken.failure);
      return true;
    }
  }
  const open = access.open - 1;
  run.write({ type: 'dataSet', key: instance.key, data: { dataAccess: { ...access, open } } });
  if (open === 0) run.queue({ type: stepOf(command), key: instance.key });
  return true;
}

/** All of this side is done again: what else is under way is void. */
function fail(run: Run, command: DataCommand, instance: ElementInstance, failure: Failure): void {
  const element = run.element(instance.element);
  const side = command.type === 'readData' ? 'input' : 'output';
  for (const index of drawnAssociations(element, side).keys()) run.withdraw(dataCommandId(instance.key, side, index));
  run.write({ type: 'dataSet', key: instance.key, data: { dataAccess: null } });
  raiseIncident(run, instance, failure, { type: stepOf(command), key: instance.key });
}

function stepOf({ type }: DataCommand): 'activate' | 'complete' {
  return type === 'readData' ? 'activate' : 'complete';
}
