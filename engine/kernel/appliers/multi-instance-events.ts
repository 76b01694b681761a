import type { InstanceState, Key, MultiInstanceProgress } from '../contract/state.ts';
import type { EventOf } from './event-of.ts';
import { live } from './live.ts';

type MultiInstanceEvent = EventOf<'multiInstanceStarted' | 'itemsRead' | 'itemCollected'>;

export function applyMultiInstanceEvent(state: InstanceState, event: MultiInstanceEvent): void {
  switch (event.type) {
    case 'multiInstanceStarted':
      live(state, event.body).multiInstance = {
        total: event.total,
        started: 0,
        completed: 0,
        terminated: 0,
        items: [],
        outputCollection: event.outputCollection,
        outputs: event.outputCollection === null ? [] : Array.from({ length: event.total }, () => null),
      };
      return;
    case 'itemsRead':
      progressOf(state, event.body).items.push(...event.items);
      return;
    case 'itemCollected':
      progressOf(state, event.body).outputs[event.index] = event.value;
      return;
  }
}

function progressOf(state: InstanceState, body: Key): MultiInstanceProgress {
  const progress = live(state, body).multiInstance;
  if (progress === undefined) throw new Error(`${body} is no multi-instance body`);
  return progress;
}
