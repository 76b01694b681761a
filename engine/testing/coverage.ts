import type { Event, Linked } from '#engine/kernel/index.ts';
import type { ProcessTest } from './process-test.ts';

export interface Coverage {
  readonly processId: string;
  /** Ids of elements that have activated at least once, and of flows that have been taken. */
  readonly elements: ReadonlySet<string>;
  readonly flows: ReadonlySet<string>;
  readonly missedElements: readonly string[];
  readonly missedFlows: readonly string[];
  /** Share of elements and flows that were reached, 0 to 1. */
  readonly ratio: number;
}

/** What of a process these events have reached; put together the events of all test runs of it. */
export function coverageOf({ definition }: Linked, events: Iterable<Event>): Coverage {
  const elements = new Set<string>();
  const flows = new Set<string>();
  for (const event of events) {
    if (event.type === 'elementActivating') elements.add(event.element);
    if (event.type === 'flowTaken') flows.add(event.flow);
  }
  const missedElements = Object.keys(definition.elements).filter((id) => !elements.has(id));
  const missedFlows = Object.keys(definition.flows).filter((id) => !flows.has(id));
  const all = Object.keys(definition.elements).length + Object.keys(definition.flows).length;
  const ratio = 1 - (missedElements.length + missedFlows.length) / all;
  return { processId: definition.processId, elements, flows, missedElements, missedFlows, ratio };
}

/** What all these test worlds together have reached, for each of their processes: a called one is counted by itself. */
export function coverageOfWorlds(worlds: readonly ProcessTest[]): readonly Coverage[] {
  const processes = new Map(worlds.flatMap((world) => [...world.processes]));
  return [...processes].map(([id, linked]) => {
    const instances = worlds.flatMap((world) =>
      world.instances.filter((one) => one.linked.definition.processId === id),
    );
    return coverageOf(
      linked,
      instances.flatMap(({ events }) => events),
    );
  });
}

/** The coverage in a few lines: the share, and what is missing by name. */
export function coverageText({ processId, ratio, missedElements, missedFlows }: Coverage): string {
  const lines = [`${processId}: ${Math.floor(ratio * 100)} % of elements and flows`];
  if (missedElements.length > 0) lines.push(`  never active: ${missedElements.join(', ')}`);
  if (missedFlows.length > 0) lines.push(`  never taken:  ${missedFlows.join(', ')}`);
  return lines.join('\n');
}
