import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { process } from '#engine/testing/process-builder.ts';
import type { ProcessBuilder } from '#engine/testing/process-builder.ts';
import { DurableEngine } from '#test/workflows/support/durable-engine.ts';
import { LongLife } from '#test/workflows/support/long-life.ts';

/** What an instance waits for while its runs come and go, and what brings it to its end. */
interface Wait {
  readonly wait: string;
  readonly draw: (start: ProcessBuilder) => ProcessBuilder;
  readonly variables?: object;
  /** Brings the instance to the wait. */
  readonly before?: (life: LongLife) => Promise<unknown>;
  /** Rows that must be there before the runs pass: table and condition. */
  readonly open: readonly [string, string];
  readonly after: (life: LongLife) => Promise<unknown>;
  readonly result?: object;
  /** How often each of these was completed in the end. */
  readonly completed: Readonly<Record<string, number>>;
}

const activeElement = (id: string): readonly [string, string] => [
  'element_instance',
  `element_id = '${id}' and state = 'active'`,
];

const fourItems = {
  inputCollection: '[10, 20, 30, 40]',
  inputElement: 'item',
  outputCollection: 'all',
  outputElement: 'item + 1',
};

const waits: readonly Wait[] = [
  {
    wait: 'a user task',
    draw: (at) => at.userTask('ask').endEvent('end'),
    open: ['user_task', `state = 'created'`],
    after: (life) => life.completeTask('ask'),
    completed: { ask: 1, end: 1 },
  },
  {
    wait: 'an external job',
    draw: (at) => at.serviceTask('pick', { type: 'outside' }).endEvent('end'),
    open: ['job', `state = 'created'`],
    after: (life) => life.completeJob('outside', { picked: 3 }),
    result: { picked: 3 },
    completed: { pick: 1, end: 1 },
  },
  {
    wait: 'a message',
    draw: (at) => at.catchEvent('heard', { message: 'word', correlationKey: '"k"' }).endEvent('end'),
    open: ['message_subscription', `state = 'open'`],
    after: (life) => life.correlate('word', '77', { said: true }),
    result: { said: true },
    completed: { heard: 1, end: 1 },
  },
  {
    wait: 'a signal',
    draw: (at) => at.catchEvent('seen', { signal: 'light' }).endEvent('end'),
    open: ['signal_subscription', `state = 'open'`],
    after: (life) => life.catchSignal('light'),
    completed: { seen: 1, end: 1 },
  },
  {
    wait: 'a condition',
    draw: (at) => at.catchEvent('ripe', { condition: 'weight > 9' }).endEvent('end'),
    variables: { weight: 1 },
    open: activeElement('ripe'),
    after: (life) => life.ask({ type: 'setVariables', scope: life.key, variables: { weight: 10 }, local: true }),
    completed: { ripe: 1, end: 1 },
  },
  {
    wait: 'the first of several events',
    draw: (at) =>
      at
        .eventBasedGateway('either')
        .catchEvent('late', { timer: { duration: 'PT1H' } })
        .endEvent('expired')
        .from('either')
        .catchEvent('heard', { message: 'word', correlationKey: '"k"' })
        .endEvent('end'),
    open: ['timer', `state = 'started'`],
    after: (life) => life.correlate('word', '78'),
    completed: { heard: 1, end: 1 },
  },
  {
    wait: 'an incident',
    draw: (at) => at.catchEvent('wrong', { message: 'word', correlationKey: 'missing' }).endEvent('end'),
    open: ['incident', `state = 'active'`],
    after: async (life) => {
      await life.ask({ type: 'setVariables', scope: life.key, variables: { missing: 'found' }, local: true });
      const { incident_key: incident } = await life.one('incident', `state = 'active'`);
      await life.ask({ type: 'resolveIncident', incident: String(incident) });
      await life.correlate('word', '79');
    },
    completed: { wrong: 1, end: 1 },
  },
  {
    wait: 'the end of a suspension, a timer due meanwhile',
    draw: (at) => at.catchEvent('pause', { timer: { duration: 'PT2S' } }).endEvent('end'),
    before: async (life) => {
      await life.one('timer', `state = 'started'`);
      await life.ask({ type: 'suspendInstance' });
    },
    open: ['process_instance', `state = 'suspended'`],
    after: async (life) => {
      await sleep(2_500);
      await life.ask({ type: 'resumeInstance' });
    },
    completed: { pause: 1, end: 1 },
  },
  {
    wait: 'an event subprocess that does not interrupt, taken twice',
    draw: (at) =>
      at
        .userTask('ask')
        .endEvent('end')
        .eventSubProcess(
          'note',
          { message: 'word', correlationKey: '"k"' },
          (inside) => inside.userTask('read').endEvent('noted'),
          { interrupting: false },
        ),
    before: async (life) => {
      await life.correlate('word', '80');
      await life.one('user_task', `element_id = 'read' and state = 'created'`);
    },
    open: ['message_subscription', `state = 'open'`],
    after: async (life) => {
      await life.completeTask('read');
      await life.correlate('word', '81');
      await life.passRuns(1);
      await life.completeTask('read');
      await life.completeTask('ask');
    },
    completed: { ask: 1, note: 2, end: 1 },
  },
  {
    wait: 'an event subprocess that interrupts',
    draw: (at) =>
      at
        .userTask('ask')
        .endEvent('end')
        .eventSubProcess('stop', { message: 'word', correlationKey: '"k"' }, (inside) => inside.endEvent('stopped')),
    open: ['message_subscription', `state = 'open'`],
    after: (life) => life.correlate('word', '82'),
    completed: { stop: 1, stopped: 1 },
  },
  {
    wait: 'a boundary event of a subprocess two levels up',
    draw: (at) =>
      at
        .subProcess('outer', (outer) =>
          outer
            .startEvent('outer_begin')
            .subProcess('inner', (inner) => inner.startEvent('inner_begin').userTask('ask').endEvent('inner_done'))
            .endEvent('outer_done'),
        )
        .endEvent('end')
        .boundaryEvent('pulled', 'outer', { signal: 'stop' })
        .endEvent('out'),
    open: ['user_task', `state = 'created'`],
    after: (life) => life.catchSignal('stop'),
    completed: { pulled: 1, out: 1 },
  },
  {
    wait: 'a compensation, of an activity that ended runs ago',
    draw: (at) =>
      at
        .serviceTask('book', { type: 'outside' })
        .compensation('book', 'unbook', { type: 'undo-outside' })
        .userTask('ask')
        .endEvent('end', { compensation: null }),
    before: (life) => life.completeJob('outside', { booked: 1 }),
    open: ['user_task', `state = 'created'`],
    after: async (life) => {
      await life.completeTask('ask');
      await life.completeJob('undo-outside');
    },
    completed: { book: 1, unbook: 1, end: 1 },
  },
  {
    wait: 'the rest of a sequential multi-instance',
    draw: (at) =>
      at
        .serviceTask('each', {
          type: 'outside',
          multiInstance: { ...fourItems, sequential: true },
        })
        .endEvent('end'),
    before: async (life) => {
      await life.completeJob('outside');
      await life.completeJob('outside');
      await life.one('job', `state = 'created'`);
    },
    open: ['job', `state = 'created'`],
    after: async (life) => {
      await life.completeJob('outside');
      await life.completeJob('outside');
    },
    result: { all: [11, 21, 31, 41] },
    completed: { each: 5, end: 1 },
  },
  {
    wait: 'the rest of a parallel multi-instance',
    draw: (at) =>
      at
        .serviceTask('each', {
          type: 'outside',
          multiInstance: fourItems,
        })
        .endEvent('end'),
    before: async (life) => {
      await life.completeJob('outside');
      await life.completeJob('outside');
    },
    open: ['job', `state = 'created'`],
    after: async (life) => {
      await life.completeJob('outside');
      await life.completeJob('outside');
    },
    result: { all: [11, 21, 31, 41] },
    completed: { each: 5, end: 1 },
  },
  {
    wait: 'a join that one token has reached',
    draw: (at) =>
      at
        .parallelGateway('fork')
        .userTask('first')
        .parallelGateway('join')
        .endEvent('end')
        .from('fork')
        .userTask('second')
        .to('join'),
    before: (life) => life.completeTask('first'),
    open: ['user_task', `state = 'created'`],
    after: (life) => life.completeTask('second'),
    completed: { first: 1, second: 1, join: 1, end: 1 },
  },
];

describe('instances that wait while they continue as new, on real Temporal and Postgres', () => {
  let engine: DurableEngine;

  beforeAll(async () => {
    engine = await DurableEngine.open({
      manifests: [{ type: 'quick', startToCloseMs: 5_000 }],
      activities: {
        quick: ({ variables }) => Promise.resolve({ kind: 'completed', variables: { n: variables['n'] ?? 0 } }),
      },
    });
    await engine.startWorker();
  });
  afterAll(() => engine.close());

  it.each(waits)('keep $wait', async ({ wait, draw, variables, before, open, after, result, completed }) => {
    // given
    const processId = wait.replaceAll(/[^a-z]+/g, '-');
    await engine.deploy(draw(process(processId).startEvent()).toXml());
    const life = await LongLife.start(engine, processId, variables);
    await before?.(life);
    await life.one(...open);
    // when
    await life.passRuns();
    await after(life);
    // then
    await life.endsWith(result ?? {});
    expect(await life.completions(...Object.keys(completed))).toEqual(completed);
  });
});
