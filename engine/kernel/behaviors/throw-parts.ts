import type { Key } from '../contract/state.ts';
import type { Run } from '../run.ts';

/** One of the things that an event throws is done; with the last of them the event completes. */
export function endPart(run: Run, key: Key): void {
  const instance = run.find(key);
  if (instance === undefined) return;
  const left = (instance.data.awaiting ?? 1) - 1;
  if (instance.data.awaiting !== undefined) run.write({ type: 'dataSet', key, data: { awaiting: left } });
  if (left <= 0) run.queue({ type: 'complete', key });
}
