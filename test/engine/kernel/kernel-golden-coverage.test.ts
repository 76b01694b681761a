import { beforeAll, describe, expect, it } from 'vitest';
import { step } from '#engine/kernel/index.ts';
import type { OperationType } from '#engine/kernel/index.ts';
import type { Definition } from '#engine/model/definition.ts';
import { featuresOf, supportedFeatures } from '#engine/model/supported.ts';
import { notation } from '#test/support/notation.ts';
import { operationTypes } from '#engine/kernel/index.ts';
import { placesOf } from '#test/support/places.ts';
import { readGoldens } from './support/golden.ts';
import { playGolden } from './support/run-golden.ts';

/** Changes nothing that a trace shows; a recorded history has it. */
const untraced: readonly OperationType[] = ['assignBusinessId'];

/** What the golden traces really come to: an element that no token reaches proves nothing. */
describe('the golden traces', () => {
  const places = new Set<string>();
  const features = new Set<string>();
  const asked = new Set<string>();

  beforeAll(async () => {
    for (const golden of readGoldens()) {
      const definitions = new Set<Definition>();
      const { world } = await playGolden(golden, {
        step: (linked, state, input) => {
          definitions.add(linked.definition);
          if (input.type === 'requested') asked.add(input.request.type);
          return step(linked, state, input);
        },
      });
      const reached = new Set(world.instances.flatMap(({ events }) => events.flatMap(activatedElement)));
      for (const definition of definitions) {
        for (const { element, place } of placesOf(definition)) if (reached.has(element)) places.add(place);
        for (const { element, feature } of featuresOf(definition)) if (reached.has(element)) features.add(feature);
      }
    }
  });

  it.each(notation)('have one of: %s', (place) => {
    expect(places).toContain(place);
  });

  it('have one of everything that deployment accepts', () => {
    expect([...supportedFeatures].filter((feature) => !features.has(feature))).toEqual([]);
  });

  it('use nothing that the list of the notation does not name', () => {
    expect([...places].filter((place) => !notation.includes(place))).toEqual([]);
  });

  it('have one of every operation', () => {
    const missing = Object.keys(operationTypes).filter((one) => !asked.has(one));
    expect(missing).toEqual(untraced);
  });
});

function activatedElement(event: { readonly type: string; readonly element?: string }): readonly string[] {
  return event.type === 'elementActivating' && event.element !== undefined ? [event.element] : [];
}
