import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#engine/contracts/json.ts';
import { type EventOptions, loadProcesses, process, ProcessTest } from '#engine/testing/index.ts';
import { openShop, type Server, type Shop } from './shop.ts';

const parts: readonly EventOptions[] = [
  { message: 'paid' },
  { message: 'packed' },
  { signal: 'open' },
  { condition: 'stock < 5' },
];

type Act =
  | { readonly do: 'message'; readonly name: string; readonly key: string; readonly timeToLive: number }
  | { readonly do: 'signal' | 'condition' }
  /** Of the running instances the one at this place, counted round. */
  | { readonly do: 'end'; readonly nth: number };

const message: fc.Arbitrary<Act> = fc.record({
  do: fc.constant('message' as const),
  name: fc.constantFrom('paid', 'packed'),
  key: fc.constantFrom('', 'A', 'B'),
  timeToLive: fc.constantFrom(0, 3_600_000),
});
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: message },
  { weight: 2, arbitrary: fc.constantFrom<Act>({ do: 'signal' }, { do: 'condition' }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('end' as const), nth: fc.nat(4) }) },
);

/** Two owners of the same rules (MUL5 to MUL7): whoever changes one of them is told here. */
describe('gatherings in PostgreSQL and in the test kit', () => {
  let shop: Shop;
  let server: Server;

  beforeAll(async () => {
    shop = await openShop();
    [server] = shop.servers;
  });
  afterAll(() => shop?.close());

  it('come to the same instances and wait for the same, whatever comes in whatever order', async () => {
    const processes = await loadProcesses(
      process('shipping').startEvent('both', { several: parts, parallel: true }).userTask('ship').endEvent().toXml(),
    );
    let versions = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 24 }), async (acts) => {
        // given
        await shop.clear();
        const version = await server.deploy(parts, `${(versions += 1)}`);
        const world = new ProcessTest(processes);
        for (const [at, one] of acts.entries()) {
          // when: what comes tells which act it was
          const mark = `${one.do}${at}`;
          await carryOut(one, { [`of ${one.do}`]: mark, last: mark, stock: 1 }, world);
          // then
          const kept = world.gatherings.map((text) =>
            text.replace(/^both(?: (\(.*\)))?: (\d of \d).*$/, '$2 $1').trim(),
          );
          expect(await shop.waiting(version), mark).toEqual(kept);
          expect(sorted(await shop.started()), mark).toEqual(sorted(world.instances.map((each) => each.variables())));
        }
      }),
      { numRuns: 30 },
    );
  });

  async function carryOut(one: Act, variables: JsonObject, world: ProcessTest): Promise<void> {
    switch (one.do) {
      case 'message': {
        const { name, key, timeToLive } = one;
        world.correlate(name, key, variables, { timeToLive });
        await server.publish(name, key, variables, { timeToLive });
        return;
      }
      case 'signal':
        world.signal('open', variables);
        await server.signal('open', variables);
        return;
      case 'condition':
        world.evaluateConditions(variables);
        await server.conditions(variables);
        return;
      case 'end': {
        const running = world.instances.filter(({ isEnded }) => !isEnded);
        const ended = running[one.nth % Math.max(running.length, 1)];
        if (ended === undefined) return;
        // The one that began with the same variables: they tell which acts it was made of.
        await shop.endWith(server, ended.variables());
        ended.completeUserTask('ship');
      }
    }
  }
});

function sorted(all: readonly JsonObject[]): readonly string[] {
  return all.map((one) => JSON.stringify(one)).toSorted();
}
