import type { JsonObject } from '#engine/contracts/json.ts';
import type { Operation } from '#engine/kernel/index.ts';
import { loadProcesses, ProcessTest, trace } from '#engine/testing/index.ts';
import type { Processes, ProcessTestOptions, TestInstance, TraceOptions } from '#engine/testing/index.ts';
import { decisions, perform } from '../differential/kernel-side.ts';
import type { GoldenAct, Live, PlacedVariables, Place } from './golden-act.ts';
import type { Golden, Step } from './golden.ts';

/** What a golden trace tells. Jobs and waits would tell how, not what. */
export const shown: TraceOptions = { show: ['elements', 'flows', 'variables', 'incidents'] };

/** Does the acts of a golden trace on the kernel, and gives what each of them led to. */
export async function runGolden(golden: Golden): Promise<readonly Step[]> {
  return (await playGolden(golden)).steps;
}

/** As `runGolden`, with the world as the last act has left it. */
export async function playGolden(
  { xml, steps }: Golden,
  options: ProcessTestOptions = {},
): Promise<{ readonly steps: readonly Step[]; readonly world: ProcessTest }> {
  const processes = await loadProcesses(xml);
  const world = new ProcessTest(processes, { decisions, ...options });
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
    case 'migrate': {
      const target = processes.get(act.process);
      return instance === undefined || target === undefined ? 'NOT_FOUND' : instance.migrate(target, act.mapping);
    }
    case 'complete':
      if (act.result === undefined) return perform(world, { ...act, do: 'complete' });
      instance?.completeJob(act.element, act.variables, act.result);
      return null;
    case 'offered':
      return instance?.userTask(act.element).candidateGroups.includes(act.group) === true ? null : 'NOT_FOUND';
    case 'modify':
    case 'move':
    case 'activateAdHoc':
    case 'suspend':
    case 'resume':
    case 'unassign':
    case 'updateTask':
      return instance?.refusal(operationOf(instance, act)) ?? null;
    default:
      return perform(world, act);
  }
}

type Operated = Extract<
  GoldenAct,
  { do: 'modify' | 'move' | 'activateAdHoc' | 'suspend' | 'resume' | 'unassign' | 'updateTask' }
>;

function operationOf(instance: TestInstance, act: Operated): Operation {
  const at = ({ element, ancestor }: Place) => ({ element, ancestor: ancestor && keyOf(instance, ancestor) });
  switch (act.do) {
    case 'modify': {
      const variables = instructionsOf(act.variables);
      const activate = [
        ...act.activate.map((place) => ({ ...at(place), variables })),
        ...act.behind.map((place) => ({ ...at(place), variables, after: true })),
      ];
      const terminate = act.terminate.map((one) => keyOf(instance, one));
      return { type: 'modifyInstance', activate, move: [], terminate };
    }
    case 'move': {
      const { element: to, ancestor } = at(act.to);
      const terms = { ancestor, variables: instructionsOf(act.variables), after: act.isBehind };
      const move = [{ from: act.from, to, ...terms }];
      return { type: 'modifyInstance', activate: [], move, terminate: [] };
    }
    case 'activateAdHoc': {
      const elements = act.elements.map((element) => ({ element, variables: {} }));
      const adHocSubProcess = instance.elementKey(act.adHoc);
      return { type: 'activateAdHoc', adHocSubProcess, elements, cancelRemaining: false };
    }
    case 'suspend':
    case 'resume':
      return { type: `${act.do}Instance` };
    case 'unassign':
    case 'updateTask': {
      const change = act.do === 'unassign' ? { assignee: null } : act.change;
      const action = act.do === 'unassign' ? 'unassign' : 'update';
      return { type: 'changeUserTask', userTask: taskOf(instance, act.element), change, action, allowOverride: true };
    }
  }
}

function instructionsOf(
  variables: PlacedVariables,
): readonly { readonly scope: string | null; readonly variables: JsonObject }[] {
  return Object.entries(variables).map(([scope, own]) => ({ scope: scope === '' ? null : scope, variables: own }));
}

/** Keys are numbers that grow: by age. */
function keyOf({ state }: TestInstance, { element, nth }: Live): string {
  const keys = Object.values(state.elements).flatMap((one) => (one.element === element ? [one.key] : []));
  return keys.sort((left, right) => (BigInt(left) < BigInt(right) ? -1 : 1))[nth - 1] ?? '0';
}

function taskOf({ state }: TestInstance, element: string): string {
  const found = Object.entries(state.waits).find(([, wait]) => wait.kind === 'userTask' && wait.element === element);
  return found?.[0] ?? '0';
}

/** What nobody hears starts nothing, and shows in the trace by its absence. */
function start(
  world: ProcessTest,
  processes: Processes,
  { by, variables }: Extract<GoldenAct, { do: 'start' }>,
): string | null {
  const [first = ''] = processes.keys();
  switch (by.kind) {
    case 'none':
      world.start(variables, { process: by.process ?? first });
      return null;
    case 'before':
      world.start(variables, { process: first, startBefore: [by.element] });
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
