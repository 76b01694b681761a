import type { Element } from '#engine/model/definition.ts';
import { loadProcesses, ProcessTest, trace } from '#engine/testing/index.ts';
import type { Processes, TestInstance, TraceOptions } from '#engine/testing/index.ts';
import { decisions, perform } from '../differential/kernel-side.ts';
import type { Golden, GoldenAct, StartBy, Step } from './golden.ts';

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
    case 'start': {
      const [process = ''] = processes.keys();
      const elements = Object.values(processes.get(process)?.definition.elements ?? {});
      world.start(act.variables, { process, ...startOptions(elements, act.by) });
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

function startOptions(elements: readonly Element[], by: StartBy): { startEvent?: string; startBefore?: string[] } {
  if (by.kind === 'none') return {};
  if (by.kind === 'before') return { startBefore: [by.element] };
  const found = elements.find((element) => nameOf(element) === by.name);
  if (found === undefined) throw new Error(`No start by ${by.kind} ${by.name}`);
  return { startEvent: found.id };
}

/** The name of the message or signal that an element waits for. */
function nameOf(element: Element): string | null {
  if (element.kind === 'receiveTask') return element.message.name.kind === 'static' ? element.message.name.value : null;
  if (!('trigger' in element)) return null;
  const { trigger } = element;
  const name = trigger.kind === 'message' ? trigger.message.name : trigger.kind === 'signal' ? trigger.name : null;
  return name?.kind === 'static' ? name.value : null;
}
