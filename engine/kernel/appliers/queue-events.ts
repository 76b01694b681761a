import type { InstanceState } from '../contract/state.ts';
import type { EventOf } from './event-of.ts';

export function applyQueueEvent(state: InstanceState, event: EventOf<'queued' | 'dequeued'>): void {
  if (event.type === 'queued') state.queue.push(event.step);
  else state.queue.shift();
}
