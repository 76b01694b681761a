import { loadProcesses, ProcessTest, trace } from '#engine/testing/index.ts';
import type { Processes, TestInstance, TraceOptions } from '#engine/testing/index.ts';
import { decisions, perform } from '../differential/kernel-side.ts';
import type { Golden, GoldenAct, Step } from './golden.ts';

/** What a golden trace tells. Jobs and waits would tell how, not what. */
export const shown: TraceOptions = { show: ['elements', 'flows', 'variables', 'incidents'] };

/** Does the acts of a golden trace on the kernel, and gives what each of them led to. */
export async function runGolden(golden: Golden): Promise<readonly Step[]> {
  return (await playGolden(golden)).steps;
}

/** As `runGolden`, with the world as the last act has left it. */
export async function playGolden({
  xml,
  steps,
}: Golden): Promise<{ readonly steps: readonly Step[]; readonly world: ProcessTest }> {
  const processes = await loadProcesses(xml);
  const world = new ProcessTest(processes, { decisions });
  const seen = new Map<TestInstance, number>();
  const played = steps.map(({ line, act }) => {
    const problem = carryOut(world, processes, act);
    const effects = world.instances.flatMap((instance, index) => {
      const lines = trace(instance.events, shown);
      const fresh = lines.slice(seen.get(instance) ?? 0);
      seen.set(instance, lines.length);
      return index === 0 ? fresh : fresh.map((one) => `[${instance.linked.definition.processId}] ${one}`);
    });
    return { line, act, effects: problem === null ? effects : [`refused ${problem}`, ...effects] };
  });
  return { steps: played, world };
}

/** Null, or the code of the refusal. */
function carryOut(world: ProcessTest, processes: Processes, act: GoldenAct): string | null {
  const [instance] = world.instances;
  switch (act.do) {
    case 'start':
      return start(world, processes, act);
    case 'restart': {
      const [process = ''] = processes.keys();
      world.start(instance?.variables(), { process, startBefore: [act.element] });
      return null;
    }
    case 'move': {
      const move = [{ from: act.from, to: act.to, ancestor: null, variables: [] }];
      return instance?.refusal({ type: 'modifyInstance', activate: [], move, terminate: [] }) ?? null;
    }
    case 'migrate': {
      const target = processes.get(act.process);
      if (instance === undefined || target === undefined) return 'NOT_FOUND';
      return instance.migrate(target, act.mapping);
    }
    case 'suspend':
    case 'resume':
      return instance?.refusal({ type: `${act.do}Instance` }) ?? null;
    default:
      return perform(world, act);
  }
}

/** What nobody hears starts nothing, and shows in the trace by its absence. */
function start(
  world: ProcessTest,
  processes: Processes,
  { by, variables }: Extract<GoldenAct, { do: 'start' }>,
): string | null {
  const [process = ''] = processes.keys();
  switch (by.kind) {
    case 'none':
      world.start(variables, { process });
      return null;
    case 'before':
      world.start(variables, { process, startBefore: [by.element] });
      return null;
    case 'message':
      return world.correlate(by.name, by.key, variables) > 0 ? null : 'NOT_FOUND';
    case 'signal':
      return world.signal(by.name, variables) > 0 ? null : 'NOT_FOUND';
    case 'condition':
      return world.evaluateConditions(variables).length > 0 ? null : 'NOT_FOUND';
    case 'timer':
      world.advance(world.startEvents.nextDue - world.now);
      return null;
  }
}
