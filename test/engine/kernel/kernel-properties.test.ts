import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectKey, fork, rebuild, step } from '#engine/kernel/index.ts';
import type { Event, InstanceState, Key } from '#engine/kernel/index.ts';
import type { ProcessTest, TestInstance } from '#engine/testing/index.ts';
import { perform, worldOf } from './differential/kernel-side.ts';
import { blocks } from './generated/block.ts';
import { draw } from './generated/draw.ts';
import { drawGraph, graphs } from './generated/graph.ts';
import { expectReason, expectSound } from './generated/soundness.ts';
import { chooseAct } from './generated/walk.ts';
import { prettyXml } from './support/pretty-xml.ts';

/** Of each property; `KERNEL_RUNS=10000` is the long run. `KERNEL_SEED` repeats or varies it. */
const runs = Number(process.env.KERNEL_RUNS ?? 60);
const seed = Number(process.env.KERNEL_SEED ?? 20261123);

/** Half of the processes are built of blocks, which are sound; half are any graph that can be drawn. */
const processes: fc.Arbitrary<readonly string[]> = fc.oneof(
  blocks(3).map((block) => draw(block).files),
  graphs(9, 1).map((graph) => [drawGraph(graph)]),
);
const paths = fc.array(fc.nat({ max: 1000 }), { minLength: 5, maxLength: 30 });

/** Walks a generated process along a random path; `watch` looks after every act. */
async function walk(
  files: readonly string[],
  path: readonly number[],
  budget: number,
  watch: (world: ProcessTest) => void,
): Promise<ProcessTest> {
  const world = await worldOf(files, { budget });
  world.start({ x: 1, k: 'key', items: [1, 2, 3], r: 0 }, { process: 'p' });
  watch(world);
  for (const [index, choice] of path.entries()) {
    const act = chooseAct(world, choice, index + 1);
    if (act === null) break;
    perform(world, act);
    watch(world);
  }
  return world;
}

/** A failure shows the smallest process and path that still fail, as BPMN. */
async function check(property: (files: readonly string[], path: readonly number[]) => Promise<void>): Promise<void> {
  const { failed, counterexample, errorInstance, ...details } = await fc.check(
    fc.asyncProperty(processes, paths, property),
    { numRuns: runs, seed },
  );
  if (!failed || counterexample === null) return;
  const [files, path] = counterexample;
  const where = `KERNEL_SEED=${details.seed}, path "${details.counterexamplePath}", after ${details.numShrinks} shrinks`;
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  throw new Error([reason, where, `choices ${JSON.stringify(path)}`, ...files.map(prettyXml)].join('\n'), {
    cause: errorInstance,
  });
}

/** What task listeners are asked before a user task goes (TSL5). */
function listenerJobs(instance: TestInstance): readonly (readonly [TestInstance, Key])[] {
  return Object.entries(instance.state.waits).flatMap(([key, wait]) =>
    wait.kind === 'job' && wait.jobKind === 'taskListener' ? [[instance, key] as const] : [],
  );
}

const nothing = (): void => undefined;

describe('every process and every path', { timeout: 10 * 3_600_000 }, () => {
  it('ends, or waits for a stated reason; its state is its events and survives JSON (PRO1, PRO2)', async () => {
    await check(async (files, path) => {
      await walk(files, path, Infinity, ({ instances }) => {
        for (const { state, events, key } of instances) {
          expectReason(state);
          expect(rebuild(key, events)).toEqual(state);
          expect(JSON.parse(JSON.stringify(state))).toEqual(state);
          expectSound(state);
        }
      });
    });
  });

  it('does the same whatever the budget (PRO3)', async () => {
    await check(async (files, path) => {
      const atOnce = await walk(files, path, Infinity, nothing);
      const stepwise = await walk(files, path, 1, ({ instances }) => {
        for (const { state, events, key } of instances) expect(rebuild(key, events)).toEqual(state);
      });
      const isQueue = ({ type }: Event): boolean => type === 'queued' || type === 'dequeued';
      expect(stepwise.events.filter((event) => !isQueue(event))).toEqual(atOnce.events);
      const digests = (world: ProcessTest): readonly string[] => world.instances.map(({ state }) => state.digest);
      expect(digests(stepwise)).toEqual(digests(atOnce));
    });
  });

  it('can always be cancelled, and nothing is left (PRO4)', async () => {
    await check(async (files, path) => {
      const { instances } = await walk(files, path, Infinity, nothing);
      const [root] = instances;
      if (root?.isEnded === false) root.cancel();
      for (let asked = instances.flatMap(listenerJobs); asked.length > 0; asked = instances.flatMap(listenerJobs)) {
        for (const [instance, job] of asked) instance.refusal({ type: 'completeJob', job, variables: {} });
      }
      for (const { state, isEnded } of instances) {
        expect(isEnded).toBe(true);
        const { elements, waits, outstanding, queue } = state;
        expect([elements, waits, outstanding, queue]).toEqual([{}, {}, {}, []]);
      }
    });
  });

  it('names no two activations of a life alike, and one activation always alike (EFF1)', async () => {
    await check(async (files, path) => {
      const named = new Map<string, string>();
      await walk(files, path, Infinity, ({ instances }) => {
        for (const { state } of instances) {
          for (const key of Object.keys(state.elements)) {
            const name = effectKey(state, key);
            expect(named.get(name) ?? key).toBe(key);
            named.set(name, key);
          }
        }
      });
      expect(new Set(named.values()).size).toBe(named.size);
    });
  });

  it('two forks given the same input agree (PRO5)', async () => {
    await check(async (files, path) => {
      const { instances } = await walk(files, path, Infinity, nothing);
      for (const { state, linked, isEnded } of instances) {
        if (isEnded) continue;
        const outcome = (one: InstanceState): unknown => [
          step(linked, one, {
            type: 'requested',
            request: { type: 'cancelInstance' },
            now: 7,
            seed: 's',
            budget: Infinity,
          }),
          one,
        ];
        expect(outcome(fork(state))).toEqual(outcome(fork(state)));
      }
    });
  });
});
