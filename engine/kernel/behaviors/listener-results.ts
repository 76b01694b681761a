import type { Key } from '../contract/state.ts';
import { begin } from '../lifecycle/activation.ts';
import { leave } from '../lifecycle/completion.ts';
import { finishTermination } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { type ListenerEvent, nextListener } from './listeners.ts';

/** A listener's job has completed: the next one of the event runs, or the element goes on. */
export function continueAfterListener(run: Run, key: Key): void {
  const instance = run.find(key);
  const event = instance?.data.listener?.event;
  if (instance === undefined || !isListenerEvent(event)) return;
  // Asks for the next one itself, since a process can only end once none is left.
  if (event === 'cancel') return finishTermination(run, instance);
  if (nextListener(run, run.element(instance.element), instance, event)) return;
  if (event === 'end') leave(run, key);
  else begin(run, key);
}

function isListenerEvent(event: string | undefined): event is ListenerEvent {
  return event === 'start' || event === 'end' || event === 'beforeAll' || event === 'cancel';
}
