import type { Event, Operation } from '#engine/kernel/index.ts';
import { loadProcesses, ProcessTest } from '#engine/testing/index.ts';
import type { TestInstance } from '#engine/testing/index.ts';
import type { Act, Effect, Scenario } from './act.ts';
import { canonical } from './zeebe-side.ts';

/** Runs a scenario on the kernel, in the same words. */
export async function runOnKernel(scenario: Scenario): Promise<readonly Effect[]> {
  const world = new ProcessTest(await loadProcesses(scenario.xml));
  const names = new Map<string, string>();
  const instance = world.start(scenario.variables, { process: scenario.process });
  let seen = 0;
  const effect = (refused: string | null): Effect => {
    const lines = instance.events.slice(seen).flatMap((event) => lineOf(event, names));
    seen = instance.events.length;
    return { refused, lines };
  };
  const effects = [effect(null)];
  for (const act of scenario.acts) effects.push(effect(perform(world, instance, act)));
  return effects;
}

export function perform(world: ProcessTest, instance: TestInstance, act: Act): string | null {
  switch (act.do) {
    case 'message':
      world.correlate(act.name, act.key, act.variables);
      return null;
    case 'signal':
      world.signal(act.name, act.variables);
      return null;
    case 'clock':
      world.advance(act.ms);
      return null;
    default: {
      const request = requestOf(instance, act);
      return request === null ? 'NOT_FOUND' : instance.refusal(request);
    }
  }
}

function requestOf(
  instance: TestInstance,
  act: Exclude<Act, { do: 'message' | 'signal' | 'clock' }>,
): Operation | null {
  const waits = Object.entries(instance.state.waits);
  const find = (kind: 'job' | 'userTask' | 'incident', element: string): string | undefined =>
    waits.find(
      ([, one]) => one.kind === kind && one.element === element && !(one.kind === 'job' && one.state === 'errorThrown'),
    )?.[0];
  switch (act.do) {
    case 'complete': {
      const job = find('job', act.element);
      return job === undefined ? null : { type: 'completeJob', job, variables: act.variables ?? {} };
    }
    case 'fail': {
      const job = find('job', act.element);
      return job === undefined ? null : { type: 'failJob', job, message: 'failed', variables: {} };
    }
    case 'throw': {
      const job = find('job', act.element);
      const { code, variables = {} } = act;
      return job === undefined ? null : { type: 'throwJobError', job, code, message: '', variables };
    }
    case 'completeTask': {
      const userTask = find('userTask', act.element);
      return userTask === undefined
        ? null
        : { type: 'completeUserTask', userTask, variables: act.variables ?? {}, action: 'complete' };
    }
    case 'set':
      return { type: 'setVariables', scope: instance.key, variables: act.variables, local: false };
    case 'resolve': {
      const incident = find('incident', act.element);
      return incident === undefined ? null : { type: 'resolveIncident', incident };
    }
    case 'modify': {
      const terminate = Object.values(instance.state.elements).flatMap(({ key, element }) =>
        act.terminate.includes(element) ? [key] : [],
      );
      const activate = act.activate.map((element) => ({ element, ancestor: null, variables: [] }));
      return { type: 'modifyInstance', activate, move: [], terminate };
    }
    case 'cancel':
      return { type: 'cancelInstance' };
  }
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
      return [
        `${event.change} ${names.get(event.scope) ?? '?'}.${event.name} = ${canonical(JSON.stringify(event.value))}`,
      ];
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
