import { setTimeout as sleep } from 'node:timers/promises';
import { parseAct } from '#test/engine/kernel/support/golden-act.ts';
import type { GoldenAct, Live, Place, PlacedVariables } from '#test/engine/kernel/support/golden-act.ts';
import { readGolden } from '#test/engine/kernel/support/golden.ts';
import type { Operation } from '#engine/kernel/index.ts';
import type { LiveInstance } from './live-instance.ts';
import type { Scenario } from './scenario.ts';

interface Changes {
  /** Where it begins, if not at its none start event. */
  readonly startEvent?: string;
  /** What is done in place of the acts of the trace, which may need a server or another instance. */
  readonly acts?: readonly string[];
}

/** The instance of a golden trace, with the acts of it that are for its root or for what that has called. */
export function goldenScenario(name: string, { startEvent, acts }: Changes = {}): Scenario {
  const { xml, steps } = readGolden(name);
  const all = acts?.map(parseAct) ?? steps.map(({ act }) => act);
  const [first, ...others] = all;
  if (first?.do !== 'start') throw new Error(`${name} does not begin with a start`);
  const { by, variables } = first;
  const calledFrom = xml.indexOf('</bpmn:process>');
  return {
    name: `golden-${name}`,
    processes: [{ toXml: () => xml }],
    start: {
      variables,
      ...(startEvent !== undefined && { startEvent }),
      ...(by.kind === 'before' && { startBefore: [by.element] }),
    },
    drive: async (root) => {
      await root.begun();
      for (const act of others) {
        const isCalled = 'element' in act && xml.indexOf(`id="${act.element ?? ''}"`) > calledFrom;
        const wasMigrated = others.some((one) => one.do === 'migrate');
        await carryOut(act, isCalled && !wasMigrated ? await root.child() : root);
      }
    },
  };
}

async function carryOut(act: GoldenAct, instance: LiveInstance): Promise<void> {
  switch (act.do) {
    case 'complete': {
      const job = await instance.job(act.element);
      const result = act.result === undefined ? {} : { result: act.result };
      return instance.request({ type: 'completeJob', job, variables: act.variables, ...result });
    }
    case 'completeTask':
      return instance.completeUserTask(act.element, act.variables);
    case 'message':
      return instance.hearMessage(act.name, act.key, act.variables);
    case 'signal':
      return instance.hearSignal(act.name, act.variables);
    case 'clock':
      // What it waits for is real, and comes a little later.
      await sleep(act.ms + 1_000);
      return;
    case 'offered':
      return;
    case 'cancel':
      return instance.cancel();
    case 'migrate': {
      const definition = await instance.definitionOf(act.process);
      return instance.request({ type: 'migrateInstance', definition, mapping: act.mapping });
    }
    case 'suspend':
    case 'resume':
      return instance.request({ type: `${act.do}Instance` });
    case 'set': {
      const scope = act.element === undefined ? instance.key : await instance.elementInstance(act.element);
      const { variables, local = false } = act;
      return instance.request({ type: 'setVariables', scope, variables, local });
    }
    case 'activateAdHoc': {
      const adHocSubProcess = await instance.elementInstance(act.adHoc);
      const elements = act.elements.map((element) => ({ element, variables: {} }));
      return instance.request({ type: 'activateAdHoc', adHocSubProcess, elements, cancelRemaining: false });
    }
    case 'modify':
    case 'move':
      return instance.request(await modification(act, instance));
    case 'assign':
    case 'claim':
    case 'unassign':
    case 'updateTask':
      return instance.request(await taskChange(act, instance));
    default:
      throw new Error(`Nobody records ${act.do}`);
  }
}

async function modification(
  act: Extract<GoldenAct, { do: 'modify' | 'move' }>,
  instance: LiveInstance,
): Promise<Operation> {
  const variables = instructionsOf(act.variables);
  const keyOf = ({ element, nth }: Live): Promise<string> => instance.elementInstance(element, nth);
  if (act.do === 'move') {
    const { element: to, ancestor } = act.to;
    const terms = { ancestor: ancestor && (await keyOf(ancestor)), variables, ...(act.isBehind && { after: true }) };
    const move = [{ from: act.from, to, ...terms }];
    return { type: 'modifyInstance', activate: [], move, terminate: [] };
  }
  const terms = async ({ element, ancestor }: Place) => ({
    element,
    ancestor: ancestor && (await keyOf(ancestor)),
    variables,
  });
  const activate = [
    ...act.activate.map(terms),
    ...act.behind.map(async (place) => ({ ...(await terms(place)), after: true })),
  ];
  const terminate = await Promise.all(act.terminate.map(keyOf));
  return { type: 'modifyInstance', activate: await Promise.all(activate), move: [], terminate };
}

function instructionsOf(
  variables: PlacedVariables,
): Extract<Operation, { type: 'modifyInstance' }>['activate'][number]['variables'] {
  return Object.entries(variables).map(([scope, own]) => ({ scope: scope === '' ? null : scope, variables: own }));
}

async function taskChange(
  act: Extract<GoldenAct, { do: 'assign' | 'claim' | 'unassign' | 'updateTask' }>,
  instance: LiveInstance,
): Promise<Operation> {
  const userTask = await instance.userTask(act.element);
  const asked = { type: 'changeUserTask', userTask, allowOverride: act.do !== 'claim' } as const;
  switch (act.do) {
    case 'assign':
    case 'claim':
      return { ...asked, change: { assignee: act.assignee }, action: act.do };
    case 'unassign':
      return { ...asked, change: { assignee: null }, action: 'unassign' };
    case 'updateTask':
      return { ...asked, change: act.change, action: 'update' };
  }
}
