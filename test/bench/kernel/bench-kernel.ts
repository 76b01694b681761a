import { performance } from 'node:perf_hooks';
import type { JsonObject } from '#engine/contracts/json.ts';
import { emptyState, step } from '#engine/kernel/index.ts';
import type { Given, InstanceState, Linked } from '#engine/kernel/index.ts';
import { loadProcesses, process } from '#engine/testing/index.ts';
import type { ProcessBuilder } from '#engine/testing/index.ts';
import { figure } from '../figure.ts';
import type { Figure } from '../figure.ts';

const given: Given = { now: Date.UTC(2026, 0, 1), seed: 'bench', budget: Infinity };
const key = String(2n ** 40n);
const rounds = 5;

/** Cost of the kernel alone, without store, Temporal or network. There is no peer: the goal is a cost that stays flat. */
export async function benchKernel(): Promise<Figure[]> {
  const chain = await linkedOf(chainOf(100));
  const fork = await linkedOf(forkOf(100));
  const nested = await linkedOf(nestedOf(20));
  const items = await linkedOf(itemsOf());
  const small = repeated(() => itemsRun(items, 100));
  const large = repeated(() => itemsRun(items, 10_000));
  return [
    figure(
      'kernel.chain.steps-per-second',
      '1/s',
      repeated(() => stepsPerSecond(chain)),
    ),
    figure(
      'kernel.fork-100.steps-per-second',
      '1/s',
      repeated(() => stepsPerSecond(fork)),
    ),
    figure(
      'kernel.nested-20.steps-per-second',
      '1/s',
      repeated(() => stepsPerSecond(nested)),
    ),
    figure('kernel.multi-instance-10000.ms-per-item', 'ms', large),
    figure(
      'kernel.cost-10000-over-100',
      'x',
      large.map((cost, index) => cost / (small[index] ?? cost)),
    ),
    figure('kernel.state-bytes-per-wait', 'B', [bytesPerWait(items)]),
    figure('kernel.largest-event', 'B', [largestEvent(items)]),
  ];
}

async function linkedOf(builder: ProcessBuilder): Promise<Linked> {
  const [linked] = (await loadProcesses(builder.toXml())).values();
  if (linked === undefined) throw new Error('The bench has no process');
  return linked;
}

function chainOf(length: number): ProcessBuilder {
  const builder = process('chain').startEvent();
  for (let at = 0; at < length; at += 1) builder.serviceTask(`task${at}`, { type: 'work' });
  return builder.endEvent();
}

function forkOf(width: number): ProcessBuilder {
  const builder = process('fork').startEvent().parallelGateway('split');
  for (let at = 0; at < width; at += 1) {
    builder.from('split').serviceTask(`task${at}`, { type: 'work' });
    if (at === 0) builder.parallelGateway('join');
    else builder.to('join');
  }
  return builder.from('join').endEvent();
}

function nestedOf(depth: number): ProcessBuilder {
  const fill = (scope: ProcessBuilder, level: number): void => {
    scope.startEvent(`start${level}`);
    if (level === depth) scope.serviceTask('first', { type: 'work' }).serviceTask('second', { type: 'work' });
    else scope.subProcess(`sub${level}`, (inside) => fill(inside, level + 1));
    scope.endEvent(`stop${level}`);
  };
  const builder = process('nested');
  fill(builder, 0);
  return builder;
}

function itemsOf(): ProcessBuilder {
  const multiInstance = {
    inputCollection: 'items',
    inputElement: 'item',
    outputCollection: 'results',
    outputElement: 'result',
  };
  return process('items').startEvent().serviceTask('each', { type: 'work', multiInstance }).endEvent();
}

function started(linked: Linked, variables: JsonObject): InstanceState {
  const state = emptyState();
  const first = { key, flags: [], tenantId: '<default>', businessId: null, root: key, parent: null } as const;
  step(linked, state, { ...given, type: 'created', variables, ...first });
  return state;
}

/** Completes every job in the order they were made; returns the number of steps. */
function finish(linked: Linked, state: InstanceState, variables: JsonObject = {}): number {
  let steps = 0;
  for (let jobs = jobsOf(state); jobs.length > 0; jobs = jobsOf(state)) {
    for (const job of jobs) {
      step(linked, state, { ...given, type: 'requested', request: { type: 'completeJob', job, variables } });
      steps += 1;
    }
  }
  if (state.status !== 'completed') throw new Error(`The bench left its instance ${state.status}`);
  return steps;
}

function jobsOf(state: InstanceState): readonly string[] {
  return Object.entries(state.waits).flatMap(([wait, { kind }]) => (kind === 'job' ? [wait] : []));
}

function stepsPerSecond(linked: Linked): number {
  const start = performance.now();
  let steps = 0;
  while (performance.now() - start < 300) steps += finish(linked, started(linked, {})) + 1;
  return (steps * 1000) / (performance.now() - start);
}

/** Milliseconds per item, from its start to its collected output. */
function itemsRun(linked: Linked, count: number): number {
  const items = Array.from({ length: count }, (_, index) => index);
  const instances = Math.max(1, 5_000 / count);
  const start = performance.now();
  for (let at = 0; at < instances; at += 1) finish(linked, started(linked, { items }), { result: 1 });
  return (performance.now() - start) / (count * Math.ceil(instances));
}

function bytesPerWait(linked: Linked): number {
  const bytes = (count: number): number =>
    JSON.stringify(started(linked, { items: Array.from({ length: count }, () => 1) })).length;
  return (bytes(1_100) - bytes(100)) / 1_000;
}

function largestEvent(linked: Linked): number {
  const state = emptyState();
  const items = Array.from({ length: 10_000 }, (_, index) => index);
  const first = { key, flags: [], tenantId: '<default>', businessId: null, root: key, parent: null } as const;
  const outcome = step(linked, state, { ...given, type: 'created', variables: { items }, ...first });
  if (!outcome.ok) throw new Error('The bench could not start');
  // The start variable itself is the caller's input, as large as the caller makes it.
  const own = outcome.events.filter((event) => event.type !== 'variableSet' || event.name !== 'items');
  return Math.max(...own.map((event) => JSON.stringify(event).length));
}

function repeated(measure: () => number): readonly number[] {
  measure();
  return Array.from({ length: rounds }, measure);
}
