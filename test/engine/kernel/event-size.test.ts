import { env } from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '#engine/kernel/index.ts';
import { loadProcesses, process, ProcessTest } from '#engine/testing/index.ts';
import type { ProcessBuilder } from '#engine/testing/index.ts';
import { perform, worldOf } from './differential/kernel-side.ts';
import { frames } from './generated/block.ts';
import { draw } from './generated/draw.ts';
import { drawGraph, graphs } from './generated/graph.ts';
import { chooseAct } from './generated/walk.ts';
import { readGoldens } from './support/golden.ts';
import { playGolden } from './support/run-golden.ts';

/** What an event may cost besides the values that it is about. */
const limit = 1_000;

/** Characters of an event without the values that somebody has put in or an expression has given. */
function overheadOf(event: Event): number {
  return JSON.stringify(event, (name, value: unknown) => (valuesOf.has(name) ? null : value)).length;
}

/** Where events carry such values. A list of items is not among them: nobody has put it into that event. */
const valuesOf: ReadonlySet<string> = new Set(['value', 'variables', 'result', 'payload', 'explanation']);

function tooLarge(events: readonly Event[]): readonly string[] {
  return events.flatMap((event) => {
    const size = overheadOf(event);
    return size <= limit ? [] : [`${event.type}: ${size} characters`];
  });
}

const begin = (): ProcessBuilder => process('p').startEvent();

function wideFork(gateway: 'parallelGateway' | 'inclusiveGateway', width: number): ProcessBuilder {
  const builder = begin()[gateway]('split');
  for (let at = 0; at < width; at += 1) {
    builder.from('split').flow(gateway === 'inclusiveGateway' ? { condition: 'x > 0' } : {});
    builder.serviceTask(`task_number_${at}`);
    if (at === 0) builder[gateway]('join');
    else builder.to('join');
  }
  return builder.from('join').endEvent();
}

function nested(depth: number): ProcessBuilder {
  const fill = (scope: ProcessBuilder, level: number): void => {
    scope.startEvent(`start${level}`);
    if (level === depth) scope.serviceTask('task');
    else scope.subProcess(`sub${level}`, (inside) => fill(inside, level + 1), { outputs: { [`out${level}`]: 'x' } });
    scope.endEvent(`stop${level}`);
  };
  const builder = process('p');
  fill(builder, 0);
  return builder;
}

const each = { inputCollection: 'items', inputElement: 'item', outputCollection: 'results', outputElement: 'item' };
const large: readonly (readonly [string, ProcessBuilder])[] = [
  ['a fork of 120 and its join', wideFork('parallelGateway', 120)],
  ['an inclusive fork of 120 and its join', wideFork('inclusiveGateway', 120)],
  ['40 scopes in each other', nested(40)],
  ['600 items at once', begin().serviceTask('each', { multiInstance: each }).endEvent()],
  [
    '600 items in turn',
    begin()
      .serviceTask('each', { multiInstance: { ...each, sequential: true } })
      .endEvent(),
  ],
  [
    '600 items until a condition holds',
    begin()
      .serviceTask('each', { multiInstance: { ...each, completionCondition: 'numberOfCompletedInstances > 3' } })
      .endEvent(),
  ],
];

describe('an event costs at most 1 kB and the values that it is about', () => {
  it.each(readGoldens().map((golden) => [golden.name, golden] as const))(
    'in the golden trace: %s (PRO6)',
    async (_name, golden) => {
      const { world } = await playGolden(golden);
      expect(world.instances.flatMap(({ events }) => tooLarge(events))).toEqual([]);
    },
  );

  it.each(large)('in %s (PRO6)', { timeout: 60_000 }, async (_name, builder) => {
    const world = new ProcessTest(await loadProcesses(builder.toXml()));
    const instance = world.start({ items: Array.from({ length: 600 }, (_, index) => `item ${index}`), x: 1 });
    while (!instance.isEnded) {
      const job = Object.values(instance.state.waits).find((wait) => wait.kind === 'job');
      if (job === undefined) break;
      instance.completeJob(job.type);
    }
    expect(instance.status).toBe('completed');
    expect(tooLarge(instance.events)).toEqual([]);
    // The whole collection is in the events that set it as a variable or give it back, and in no other.
    const whole = instance.events.filter((event) => JSON.stringify(event).length > 2 * limit);
    expect(whole.filter(({ type }) => type !== 'variableSet' && type !== 'instanceEnded')).toEqual([]);
  });

  it('on every path of every process (PRO6)', { timeout: 10 * 3_600_000 }, async () => {
    const processes = fc.oneof(
      frames(3).map((frame) => draw(frame).files),
      graphs(9, 1).map((graph): readonly string[] => [drawGraph(graph)]),
    );
    const paths = fc.array(fc.nat({ max: 1000 }), { minLength: 5, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(processes, paths, async (files, path) => {
        const world = await worldOf(files);
        world.start({ x: 1, k: 'key', items: [1, 2, 3], r: 0 }, { process: 'p' });
        for (const [index, choice] of path.entries()) {
          const act = chooseAct(world, choice, index + 1);
          if (act === null) break;
          perform(world, act);
        }
        expect(world.instances.flatMap(({ events }) => tooLarge(events))).toEqual([]);
      }),
      { numRuns: Number(env.KERNEL_RUNS ?? 60), seed: Number(env.KERNEL_SEED ?? 20261123) },
    );
  });
});
