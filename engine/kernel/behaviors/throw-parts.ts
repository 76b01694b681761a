import type { CommandId } from '../contract/command.ts';
import type { Key } from '../contract/state.ts';
import type { Run } from '../run.ts';

/** Id of the command that throws one of the things that an event throws. */
export function partCommandId(
  key: Key,
  type: 'publishMessage' | 'broadcastSignal' | 'escalateToCaller',
  part: number,
): CommandId {
  return `${key}:${type}:${part}`;
}

export function parsePart(id: CommandId): number {
  return Number(id.slice(id.lastIndexOf(':') + 1));
}

/** One of the things that an event throws is done; with the last of them the event completes. */
export function endPart(run: Run, key: Key): void {
  const instance = run.find(key);
  if (instance === undefined) return;
  const left = (instance.data.awaiting ?? 1) - 1;
  if (instance.data.awaiting !== undefined) run.write({ type: 'dataSet', key, data: { awaiting: left } });
  if (left <= 0) run.queue({ type: 'complete', key });
}
