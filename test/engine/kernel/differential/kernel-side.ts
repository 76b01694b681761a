import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { Event, Operation, UserTaskWait, Wait } from '#engine/kernel/index.ts';
import { loadProcesses, ProcessTest } from '#engine/testing/index.ts';
import type { Processes, ProcessTestOptions, TestInstance } from '#engine/testing/index.ts';
import { startName } from './act.ts';
import type { Act, Effect, InstanceAct, Scenario } from './act.ts';
import { TaskLines } from './task-lines.ts';
import type { OpenTask } from './task-lines.ts';
import { variableLine } from './zeebe-side.ts';

/** The decision `dec`, as `decision.dmn` has it. */
export const decisions: NonNullable<ProcessTestOptions['decisions']> = {
  dec: ({ x }) => (typeof x === 'number' ? x + 100 : null),
};

export async function worldOf(files: readonly string[], options: ProcessTestOptions = {}): Promise<ProcessTest> {
  const processes: Processes = await loadProcesses(files);
  return new ProcessTest(processes, { decisions, ...options });
}

/** Runs a scenario on the kernel, in the same words. */
export async function runOnKernel(scenario: Scenario): Promise<readonly Effect[]> {
  const world = await worldOf(scenario.files);
  const names = new Map<string, string>();
  begin(world, scenario);
  const seen = new Map<TestInstance, number>();
  const tasks = new TaskLines();
  const effect = (refused: string | null): Effect => {
    const lines = world.instances.flatMap((instance) => {
      const { events } = instance;
      const since = events.slice(seen.get(instance) ?? 0);
      seen.set(instance, events.length);
      return since.flatMap((event) => lineOf(event, names));
    });
    return { refused, lines: [...lines, ...tasks.changed(openTasks(world))] };
  };
  const effects = [effect(null)];
  for (const act of scenario.acts) effects.push(effect(perform(world, act)));
  return effects;
}

/** Starts the first instance; it begins in the way that its process has for it. */
export function begin(world: ProcessTest, { process, start, variables }: Omit<Scenario, 'acts' | 'files'>): void {
  if (start === 'message') world.correlate(startName, textOf(variables.k), variables);
  else if (start === 'signal') world.signal(startName, variables);
  else world.start(variables, { process });
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Does it where it belongs: in the first instance of the world that has what it names. Null, or why it was refused. */
export function perform(world: ProcessTest, act: Act): string | null {
  switch (act.do) {
    case 'message':
      world.correlate(act.name, act.key, act.variables, {
        timeToLive: act.ttl ?? 0,
        ...(act.id !== undefined && { messageId: act.id }),
      });
      return null;
    case 'signal':
      world.signal(act.name, act.variables);
      return null;
    case 'clock':
      world.advance(act.ms);
      return null;
    case 'take':
      // Who holds a job is nothing to the instance.
      return null;
    default:
      for (const isFirstChoice of [true, false]) {
        for (const instance of world.instances) {
          const request = requestOf(instance, act, isFirstChoice);
          if (request !== null) return instance.refusal(request);
        }
      }
      return 'NOT_FOUND';
  }
}

/** A job that has thrown waits for its incident: it is meant only where there is no other one (`isFirstChoice`). */
function requestOf(
  instance: TestInstance,
  act: Exclude<InstanceAct, { do: 'take' }>,
  isFirstChoice: boolean,
): Operation | null {
  switch (act.do) {
    case 'complete':
    case 'fail':
    case 'throw':
    case 'retries':
      return jobRequest(instance, act, isFirstChoice);
    case 'completeTask':
    case 'assign':
    case 'claim': {
      const userTask = find(instance, 'userTask', act.element);
      if (userTask === undefined) return null;
      if (act.do !== 'completeTask') {
        const { do: action, assignee } = act;
        return { type: 'changeUserTask', userTask, change: { assignee }, action, allowOverride: action === 'assign' };
      }
      return { type: 'completeUserTask', userTask, variables: act.variables ?? {}, action: 'complete' };
    }
    case 'set': {
      const { element, local = false, variables } = act;
      // Without an element the first instance is meant, ended or not.
      const scope =
        element === undefined
          ? instance.key
          : Object.values(instance.state.elements).find((one) => one.element === element)?.key;
      return scope === undefined ? null : { type: 'setVariables', scope, variables, local };
    }
    case 'resolve': {
      const incident = find(instance, 'incident', act.element);
      return incident === undefined ? null : { type: 'resolveIncident', incident };
    }
    case 'modify': {
      const terminate = Object.values(instance.state.elements).flatMap(({ key, element }) =>
        act.terminate.includes(element) ? [key] : [],
      );
      const terms = { ancestor: null, variables: [] };
      const activate = [
        ...act.activate.map((element) => ({ element, ...terms })),
        ...(act.behind ?? []).map((element) => ({ element, ...terms, after: true })),
      ];
      return { type: 'modifyInstance', activate, move: [], terminate };
    }
    case 'cancel':
      return { type: 'cancelInstance' };
  }
}

function jobRequest(
  instance: TestInstance,
  act: Extract<InstanceAct, { do: 'complete' | 'fail' | 'throw' | 'retries' }>,
  isFirstChoice: boolean,
): Operation | null {
  const job = find(instance, 'job', act.element, isFirstChoice);
  if (job === undefined) return null;
  const variables: JsonObject = 'variables' in act ? (act.variables ?? {}) : {};
  switch (act.do) {
    case 'complete':
      return { type: 'completeJob', job, variables, ...(act.result !== undefined && { result: act.result }) };
    case 'fail':
      // Who counts the retries keeps them; the instance hears only of the variables.
      if ((act.retries ?? 0) > 0 && isOpenJob(instance, job))
        return { type: 'setVariables', scope: ownerOf(instance, job), variables, local: true };
      return { type: 'failJob', job, message: 'failed', variables };
    case 'throw':
      return { type: 'throwJobError', job, code: act.code, message: '', variables };
    case 'retries':
      return { type: 'updateJobRetries', job, retries: act.retries };
  }
}

/** One that has failed for good takes no more failures; asked for, the kernel says so. */
function isOpenJob({ state }: TestInstance, job: string): boolean {
  const wait = state.waits[job];
  return wait?.kind === 'job' && wait.state === 'open';
}

function ownerOf({ state }: TestInstance, wait: string): string {
  return state.waits[wait]?.elementInstance ?? '';
}

/** What the open user tasks say, as people see it, but for those that are only about to be created. */
function openTasks({ instances }: ProcessTest): readonly OpenTask[] {
  return instances.flatMap(({ state }) =>
    Object.entries(state.waits).flatMap(([key, wait]) => {
      if (wait.kind !== 'userTask' || isOnItsWay(wait)) return [];
      const { assignee, candidateGroups, candidateUsers, dueDate, followUpDate, priority } = wait.task;
      const task = { assignee: assignee ?? '', candidateGroups, candidateUsers, priority };
      return [{ key, element: wait.element, ...task, dueDate: dueDate ?? '', followUpDate: followUpDate ?? '' }];
    }),
  );
}

/** About to be created, or, that done or not, to be cancelled. */
function isOnItsWay({ pending }: UserTaskWait): boolean {
  return pending?.event === 'creating' || pending?.event === 'canceling';
}

function find({ state }: TestInstance, kind: Wait['kind'], element: string, mustBeOpen = false): string | undefined {
  return Object.entries(state.waits).find(
    ([, one]) =>
      one.kind === kind &&
      one.element === element &&
      !(mustBeOpen && one.kind === 'job' && one.state === 'errorThrown'),
  )?.[0];
}

function lineOf(event: Event, names: Map<string, string>): readonly string[] {
  switch (event.type) {
    case 'elementActivating': {
      const name = nameOf(event);
      names.set(event.key, name);
      return [`activating ${name}`];
    }
    case 'elementActivated':
    case 'elementCompleting':
    case 'elementCompleted':
    case 'elementTerminating':
    case 'elementTerminated':
      return [`${event.type.slice('element'.length).toLowerCase()} ${names.get(event.key) ?? '?'}`];
    case 'flowTaken':
      return [`taken ${event.flow}`];
    case 'variableSet':
      return [variableLine(event.change, names.get(event.scope) ?? '?', event.name, JSON.stringify(event.value))];
    case 'jobCreated':
      return [`job at ${event.job.element}`];
    case 'incidentRaised':
      names.set(event.key, `${event.incident} at ${event.element}`);
      return [`incident created ${event.incident} at ${event.element}`];
    case 'incidentResolved':
      return [`incident resolved ${names.get(event.key) ?? '?'}`];
    default:
      return [];
  }
}

function nameOf({ kind, element }: Extract<Event, { type: 'elementActivating' }>): string {
  if (kind === 'adHocInnerInstance') return `${element}#innerInstance`;
  return kind === 'multiInstanceBody' ? `${element}[]` : element;
}
