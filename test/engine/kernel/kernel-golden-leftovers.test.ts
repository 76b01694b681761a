import { describe, expect, it } from 'vitest';
import { step } from '#engine/kernel/index.ts';
import type { Event, InstanceState } from '#engine/kernel/index.ts';
import { readGoldens } from './support/golden.ts';
import { playGolden } from './support/run-golden.ts';

const opening: ReadonlySet<Event['type']> = new Set<Event['type']>([
  'timerStarted',
  'messageSubscribed',
  'signalSubscribed',
  'conditionSubscribed',
  'jobCreated',
  'userTaskCreated',
  'incidentRaised',
]);

const closing: ReadonlySet<Event['type']> = new Set<Event['type']>([
  'timerFired',
  'timerCancelled',
  'messageUnsubscribed',
  'signalUnsubscribed',
  'conditionUnsubscribed',
  'jobCompleted',
  'jobErrorThrown',
  'jobCancelled',
  'userTaskCompleted',
  'userTaskCancelled',
  'incidentResolved',
]);

/**
 * What the events have opened and not closed, though the state does not hold it any more: an element that ends takes its
 * waits out of the state, but whoever reads the events (the rows, the inbox) waits on. And commands for elements that are gone.
 */
function leftovers(
  open: ReadonlyMap<string, string>,
  { waits, elements, outstanding }: InstanceState,
): readonly string[] {
  const orphans = [...open].filter(([key]) => waits[key] === undefined);
  const commands = Object.values(outstanding).filter(({ elementInstance }) => elements[elementInstance] === undefined);
  return [...orphans.map(([key, type]) => `${type} ${key}`), ...commands.map(({ type, id }) => `${type} ${id}`)];
}

describe('what has ended', () => {
  it.each(readGoldens().map((golden) => [golden.name, golden] as const))(
    'leaves no subscription, timer or job behind: %s (PRO4)',
    async (_name, golden) => {
      // given
      const open = new Map<InstanceState, Map<string, string>>();
      const found = new Set<string>();
      // when
      await playGolden(golden, {
        step: (linked, state, input) => {
          const outcome = step(linked, state, input);
          if (!outcome.ok) return outcome;
          const own = open.get(state) ?? new Map<string, string>();
          open.set(state, own);
          for (const event of outcome.events) {
            if (!('key' in event)) continue;
            if (opening.has(event.type)) own.set(event.key, event.type);
            if (closing.has(event.type)) own.delete(event.key);
          }
          if (!outcome.more) for (const one of leftovers(own, state)) found.add(one);
          return outcome;
        },
      });
      // then
      expect([...found]).toEqual([]);
    },
  );
});
