import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectKey, fork, rebuild, step, waitingReasons } from '#engine/kernel/index.ts';
import type { Event, InstanceState } from '#engine/kernel/index.ts';
import { loadProcesses, ProcessTest } from '#engine/testing/index.ts';
import type { TestInstance } from '#engine/testing/index.ts';
import { perform } from './differential/kernel-side.ts';
import { blocks } from './generated/block.ts';
import { draw } from './generated/draw.ts';
import { possibleActs } from './generated/walk.ts';

const runs = Number(process.env.KERNEL_RUNS ?? 40);
const choices = fc.array(fc.nat({ max: 1000 }), { minLength: 5, maxLength: 40 });

/** Walks a generated process along a random path; `watch` looks after every act. */
async function walk(
  drawing: string,
  path: readonly number[],
  options: { readonly budget?: number },
  watch: (instance: TestInstance) => void,
): Promise<TestInstance> {
  const world = new ProcessTest(await loadProcesses(drawing), options);
  const instance = world.start({ x: 1, k: 'key', items: [1, 2, 3], r: 0 });
  watch(instance);
  for (const [index, choice] of path.entries()) {
    const acts = possibleActs(instance.state, world.now, index + 1);
    const act = acts[choice % acts.length];
    if (act === undefined) break;
    perform(world, instance, act);
    watch(instance);
  }
  return instance;
}

function check(property: fc.IAsyncProperty<unknown>): Promise<void> {
  return fc.assert(property, { numRuns: runs, seed: Number(process.env.KERNEL_SEED ?? 20261123) });
}

describe('every process and every path', { timeout: 3_600_000 }, () => {
  it('ends, or waits for a stated reason; its state is its events and survives JSON (PRO1, PRO2)', async () => {
    await check(
      fc.asyncProperty(blocks(3), choices, async (block, path) => {
        await walk(draw(block).xml, path, {}, ({ state, events, key, isEnded }) => {
          expect(isEnded || waitingReasons(state).length > 0).toBe(true);
          expect(state.queue).toEqual([]);
          expect(rebuild(key, events)).toEqual(state);
          expect(JSON.parse(JSON.stringify(state))).toEqual(state);
          expectSound(state);
        });
      }),
    );
  });

  it('does the same whatever the budget (PRO3)', async () => {
    await check(
      fc.asyncProperty(blocks(3), choices, async (block, path) => {
        const { xml } = draw(block);
        const atOnce = await walk(xml, path, {}, () => undefined);
        const stepwise = await walk(xml, path, { budget: 1 }, ({ state, events, key }) => {
          expect(rebuild(key, events)).toEqual(state);
        });
        const isQueue = ({ type }: Event): boolean => type === 'queued' || type === 'dequeued';
        expect(stepwise.events.filter((event) => !isQueue(event))).toEqual(atOnce.events);
        expect(stepwise.state.digest).toBe(atOnce.state.digest);
      }),
    );
  });

  it('can always be cancelled, and nothing is left (PRO4)', async () => {
    await check(
      fc.asyncProperty(blocks(3), choices, async (block, path) => {
        const instance = await walk(draw(block).xml, path, {}, () => undefined);
        if (!instance.isEnded) instance.cancel();
        expect(instance.isEnded).toBe(true);
        const { elements, waits, outstanding, queue } = instance.state;
        expect({ elements, waits, outstanding, queue }).toEqual({
          elements: {},
          waits: {},
          outstanding: {},
          queue: [],
        });
      }),
    );
  });

  it('names no two activations of a life alike, and one activation always alike (EFF1)', async () => {
    await check(
      fc.asyncProperty(blocks(3), choices, async (block, path) => {
        const named = new Map<string, string>();
        await walk(draw(block).xml, path, {}, ({ state }) => {
          for (const key of Object.keys(state.elements)) {
            const name = effectKey(state, key);
            expect(named.get(name) ?? key).toBe(key);
            named.set(name, key);
          }
        });
        expect(new Set(named.values()).size).toBe(named.size);
      }),
    );
  });

  it('two forks given the same input agree (PRO5)', async () => {
    await check(
      fc.asyncProperty(blocks(3), choices, async (block, path) => {
        const instance = await walk(draw(block).xml, path, {}, () => undefined);
        if (instance.isEnded) return;
        const outcome = (state: InstanceState): unknown => [
          step(instance.linked, state, {
            type: 'requested',
            request: { type: 'cancelInstance' },
            now: 7,
            seed: 's',
            budget: Infinity,
          }),
          state,
        ];
        expect(outcome(fork(instance.state))).toEqual(outcome(fork(instance.state)));
      }),
    );
  });
});

/** No token lost or doubled: the stored counts are what there is. */
function expectSound(state: InstanceState): void {
  for (const instance of Object.values(state.elements)) {
    const children = Object.values(state.elements).filter(({ scope }) => scope === instance.key);
    expect(instance.children).toBe(children.length);
    expect(Object.keys(instance.childKeys).sort()).toEqual(children.map(({ key }) => key).sort());
    const waiting = Object.values(instance.joins ?? {}).flatMap((counts) => Object.values(counts));
    expect(instance.tokens).toBe(waiting.reduce((sum, count) => sum + count, 0));
    const waits = Object.entries(state.waits).flatMap(([key, wait]) =>
      wait.elementInstance === instance.key ? [key] : [],
    );
    expect(Object.keys(instance.waitKeys).sort()).toEqual(waits.sort());
  }
}
