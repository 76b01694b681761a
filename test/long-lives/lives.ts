import type { ActivityManifest } from '#engine/contracts/activity.ts';
import { process } from '#engine/testing/process-builder.ts';
import type { DurableEngine } from '#test/workflows/support/durable-engine.ts';

/** An instance that is long in one way, by the name of its process. */
export interface Life {
  readonly name: string;
  readonly xml: string;
  /** Resolves when it has come where it must, saying where; throws when it has not. */
  readonly awaitEnd: (engine: DurableEngine, key: string) => Promise<string>;
}

const patienceMs = 3_600_000;

// `drill.quote` answers at once, so what is measured is the engine. Not local: each is an activity of its own.
export const manifests: readonly ActivityManifest[] = [
  {
    type: 'drill.quote',
    startToCloseMs: 30_000,
    retry: { maximumAttempts: 20, initialIntervalMs: 200, backoffCoefficient: 2, maximumIntervalMs: 10_000 },
  },
];

function items(id: string, count: number, sequential: boolean): string {
  return process(id)
    .startEvent()
    .serviceTask('each', {
      type: 'drill.quote',
      multiInstance: {
        sequential,
        inputCollection: `for i in 1..${count} return i`,
        inputElement: 'n',
        outputCollection: 'all',
        outputElement: 'n',
      },
    })
    .endEvent('end')
    .toXml();
}

/** All results are there, in the order of their items. */
function collected(count: number): Life['awaitEnd'] {
  return async (engine, key) => {
    const { status, variables } = await engine.result(key);
    const all = variables?.['all'];
    if (status !== 'completed' || !Array.isArray(all)) throw new Error(`ended ${status}, without results`);
    const wrong = all.findIndex((value, index) => value !== index + 1);
    if (all.length !== count || wrong >= 0) throw new Error(`${all.length} results, the first wrong one at ${wrong}`);
    return `${count} tasks, every result in its place`;
  };
}

const rounds = 5_000;

const timerLoop = process('timer-loop')
  .startEvent()
  .exclusiveGateway('again')
  .catchEvent('pause', { timer: { duration: '=duration("PT0.001S")' } })
  .scriptTask('count', { expression: 'if n = null then 1 else n + 1', result: 'n' })
  .exclusiveGateway('enough')
  .flow({ condition: `n >= ${rounds}` })
  .endEvent('end')
  .from('enough')
  .flow({ default: true })
  .to('again')
  .toXml();

// Deployment refuses a loop of scripts alone; this one it cannot see through.
const endless = process('endless-loop')
  .startEvent()
  .exclusiveGateway('again')
  .subProcess('count', (inside) =>
    inside.startEvent('next', { none: true }, { outputs: { n: 'if n = null then 1 else n + 1' } }).endEvent('counted'),
  )
  .to('again')
  .toXml();

export const lives: readonly Life[] = [
  { name: 'parallel-10000', xml: items('parallel-10000', 10_000, false), awaitEnd: collected(10_000) },
  { name: 'sequential-10000', xml: items('sequential-10000', 10_000, true), awaitEnd: collected(10_000) },
  {
    name: 'timer-loop',
    xml: timerLoop,
    awaitEnd: async (engine, key) => {
      const { variables } = await engine.result(key);
      if (variables?.['n'] !== rounds) throw new Error(`ended after ${JSON.stringify(variables?.['n'])} rounds`);
      return `${rounds} rounds with a timer each`;
    },
  },
  {
    name: 'endless-loop',
    xml: endless,
    awaitEnd: async (engine, key) => {
      const incident = await engine.until<{ message: string; element_id: string }>(
        `select message, element_id from silkflow.incident where instance_key = $1 and state = 'active'`,
        [key],
        patienceMs,
      );
      // It is not stuck: it still answers, and can be ended.
      const answer = await engine.request(key, { type: 'cancelInstance' });
      const { status } = await engine.result(key);
      if (!answer.ok || status !== 'terminated') throw new Error(`the cancellation was answered ${status}`);
      return `an incident at ${incident.element_id} (${incident.message}), then cancelled`;
    },
  },
];
