import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectKey, rebuild } from '#engine/kernel/index.ts';
import type { Event, Key } from '#engine/kernel/index.ts';
import { loadProcesses, ProcessTest, trace } from '#engine/testing/index.ts';
import type { Processes, ProcessTestOptions, TestInstance, TraceOptions } from '#engine/testing/index.ts';
import type { Start } from './differential/act.ts';
import { begin, decisions, perform } from './differential/kernel-side.ts';
import { frames } from './generated/block.ts';
import { checkedStep } from './generated/checked-step.ts';
import { draw } from './generated/draw.ts';
import { drawGraph, graphs } from './generated/graph.ts';
import { expectReason, expectSound } from './generated/soundness.ts';
import { chooseAct } from './generated/walk.ts';
import { prettyXml } from './support/pretty-xml.ts';

/** Of each property; `KERNEL_RUNS=10000` is the long run. `KERNEL_SEED` repeats or varies it. */
const runs = Number(process.env.KERNEL_RUNS ?? 60);
const seed = Number(process.env.KERNEL_SEED ?? 20261123);

interface Sample {
  readonly start: Start;
  readonly files: readonly string[];
}

/** Compiled once for all walks through it: that costs more than a walk. */
interface Loaded {
  readonly start: Start;
  readonly processes: Processes;
}

/** Half of the processes are built of blocks, which are sound; half are any graph that can be drawn. */
const samples: fc.Arbitrary<Sample> = fc.oneof(
  frames(3).map((frame) => draw(frame)),
  graphs(9, 1).map((graph) => ({ start: 'none' as const, files: [drawGraph(graph)] })),
);
const everything: TraceOptions = { show: ['elements', 'flows', 'variables', 'jobs', 'incidents', 'waits'] };
const paths = fc.array(fc.nat({ max: 1000 }), { minLength: 5, maxLength: 30 });

/** Walks a generated process along a random path; `watch` looks after every act. */
function walk(
  { start, processes }: Loaded,
  path: readonly number[],
  options: ProcessTestOptions,
  watch: (world: ProcessTest) => void = () => undefined,
): ProcessTest {
  const world = new ProcessTest(processes, { decisions, ...options });
  begin(world, { process: 'p', start, variables: { x: 1, k: 'key', items: [1, 2, 3], r: 0 } });
  watch(world);
  for (const [index, choice] of path.entries()) {
    const act = chooseAct(world, choice, index + 1, { isAlone: true });
    if (act === null) break;
    perform(world, act);
    watch(world);
  }
  return world;
}

/** Says in a long run how far it is: a sample that has no end would be the one after the last that it names. */
function progress(): (started: number) => void {
  let count = 0;
  let slowest = 0;
  return (started) => {
    count += 1;
    slowest = Math.max(slowest, performance.now() - started);
    if (count % 1000 === 0) console.log(`${count} runs, the slowest took ${Math.round(slowest)} ms`);
  };
}

/** A failure shows the smallest process and path that still fail, as BPMN. */
async function check(property: (sample: Loaded, path: readonly number[]) => void): Promise<void> {
  const ended = progress();
  const { failed, counterexample, errorInstance, ...details } = await fc.check(
    fc.asyncProperty(samples, paths, async ({ start, files }, path) => {
      const started = performance.now();
      property({ start, processes: await loadProcesses(files) }, path);
      ended(started);
    }),
    { numRuns: runs, seed },
  );
  if (!failed || counterexample === null) return;
  const [{ files, start }, path] = counterexample;
  const where = `KERNEL_SEED=${details.seed}, path "${details.counterexamplePath}", after ${details.numShrinks} shrinks`;
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  throw new Error(
    [reason, where, `started by ${start}, choices ${JSON.stringify(path)}`, ...files.map(prettyXml)].join('\n'),
    {
      cause: errorInstance,
    },
  );
}

/** What task listeners are asked before a user task goes (TSL5). */
function listenerJobs(instance: TestInstance): readonly (readonly [TestInstance, Key])[] {
  return Object.entries(instance.state.waits).flatMap(([key, wait]) =>
    wait.kind === 'job' && wait.jobKind === 'taskListener' ? [[instance, key] as const] : [],
  );
}

const isQueue = ({ type }: Event): boolean => type === 'queued' || type === 'dequeued';
const isHalt = ({ type }: Event): boolean => type === 'instanceSuspended' || type === 'instanceResumed';

describe('every process and every path', { timeout: 10 * 3_600_000 }, () => {
  it('ends or waits for a stated reason; its counts are what there is, and its copies do as it does (PRO1, PRO2, PRO5)', async () => {
    await check((sample, path) => {
      const { instances } = walk(sample, path, { step: checkedStep() }, (world) => {
        for (const { state } of world.instances) {
          expectReason(state);
          expectSound(state);
        }
      });
      for (const { state, events, key } of instances) expect(rebuild(key, events)).toEqual(state);
    });
  });

  it('does the same when it stops after every event and goes on from a copy (PRO3)', async () => {
    await check((sample, path) => {
      const atOnce = walk(sample, path, {});
      const stepwise = walk(sample, path, { budget: 1, step: checkedStep() });
      expect(stepwise.events.filter((event) => !isQueue(event))).toEqual(atOnce.events);
      const digests = (world: ProcessTest): readonly string[] => world.instances.map(({ state }) => state.digest);
      expect(digests(stepwise)).toEqual(digests(atOnce));
    });
  });

  it('does the same when it is suspended and resumed after every act (SUS1)', async () => {
    await check((sample, path) => {
      const plain = walk(sample, path, {});
      const halted = walk(sample, path, {}, ({ instances }) => {
        for (const instance of instances) if (instance.status === 'active') instance.suspend().resume();
      });
      const story = (world: ProcessTest): readonly (readonly string[])[] =>
        world.instances.map(({ events }) =>
          trace(
            events.filter((event) => !isHalt(event)),
            everything,
          ),
        );
      expect(story(halted)).toEqual(story(plain));
    });
  });

  it('can always be cancelled, and nothing is left (PRO4)', async () => {
    await check((sample, path) => {
      const { instances } = walk(sample, path, { step: checkedStep() });
      for (const one of instances) if (one.state.parent === null && !one.isEnded) one.cancel();
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
    await check((sample, path) => {
      const named = new Map<string, string>();
      walk(sample, path, {}, ({ instances }) => {
        for (const { state } of instances) {
          for (const key of Object.keys(state.elements)) {
            const name = effectKey(state, key);
            if (named.has(name)) expect(named.get(name)).toBe(key);
            named.set(name, key);
          }
        }
      });
      expect(new Set(named.values()).size).toBe(named.size);
    });
  });
});
