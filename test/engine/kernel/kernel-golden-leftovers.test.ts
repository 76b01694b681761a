import { describe, expect, it } from 'vitest';
import { step } from '#engine/kernel/index.ts';
import type { InstanceState } from '#engine/kernel/index.ts';
import { readGoldens } from './support/golden.ts';
import { playGolden } from './support/run-golden.ts';

/** What a host would still wait for though nobody is left whom it concerns; `keyOf` names it in a failure. */
function leftovers({ waits, elements, outstanding }: InstanceState): readonly string[] {
  const waiting = Object.values(waits).filter(({ elementInstance }) => elements[elementInstance] === undefined);
  const commands = Object.values(outstanding).filter(({ elementInstance }) => elements[elementInstance] === undefined);
  return [
    ...waiting.map(({ kind, element }) => `${kind} at ${element}`),
    ...commands.map(({ type, id }) => `${type} ${id}`),
  ];
}

describe('what has ended', () => {
  it.each(readGoldens().map((golden) => [golden.name, golden] as const))(
    'leaves no subscription, timer or job behind: %s (PRO4)',
    async (_name, golden) => {
      // given
      const found = new Set<string>();
      // when
      await playGolden(golden, {
        step: (linked, state, input) => {
          const outcome = step(linked, state, input);
          if (outcome.ok && !outcome.more) for (const one of leftovers(state)) found.add(one);
          return outcome;
        },
      });
      // then
      expect([...found]).toEqual([]);
    },
  );
});
