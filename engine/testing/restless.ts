import type { TestInstance } from './test-instance.ts';
import { trace } from './trace.ts';

/** How many messages instances may send one another in answer to one act: more than a test means. */
export const patience = 2_000;

/** The error of a world that goes on for ever, as when a process hears the message it sends: who goes on, and where. */
export function restless(instances: readonly TestInstance[]): Error {
  const busiest = instances.toSorted((one, other) => other.events.length - one.events.length)[0];
  const recent = trace(busiest?.events.slice(-200) ?? [], { show: ['elements'] }).slice(-6);
  const process = busiest?.linked.definition.processId ?? '';
  return new Error(`Process '${process}' does not come to rest; it goes on like this: ${recent.join(', ')}`);
}
