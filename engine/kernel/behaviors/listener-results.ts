import type { Key } from '../contract/state.ts';
import { begin } from '../lifecycle/activation.ts';
import { leave } from '../lifecycle/completion.ts';
import type { Run } from '../run.ts';
import { nextListener } from './listeners.ts';

/** A listener's job has completed: the next one of the event runs, or the element goes on. */
export function continueAfterListener(run: Run, key: Key): void {
  const instance = run.find(key);
  const event = instance?.data.listener?.event;
  if (instance === undefined || (event !== 'start' && event !== 'end')) return;
  if (nextListener(run, run.element(instance.element), instance, event)) return;
  if (event === 'start') begin(run, key);
  else leave(run, key);
}
