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
          multiInstance: {
            sequential: true,
            inputCollection: '[10, 20, 30, 40]',
            inputElement: 'item',
            outputCollection: 'all',
            outputElement: 'item + 1',
          },
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
          multiInstance: {
            inputCollection: '[10, 20, 30, 40]',
            inputElement: 'item',
            outputCollection: 'all',
            outputElement: 'item + 1',
          },
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

describe('instances that continue as new, on real Temporal and Postgres', () => {
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

  it('keep the instants at which timers are due', async () => {
    // given: two timers, one that each new run has to start again with less time left
    await engine.deploy(
      process('timers')
        .startEvent()
        .parallelGateway('fork')
        .catchEvent('short', { timer: { duration: 'PT4S' } })
        .endEvent('one')
        .from('fork')
        .catchEvent('repeated', { timer: { duration: 'PT6S' } })
        .endEvent('two')
        .toXml(),
    );
    const life = await LongLife.start(engine, 'timers');
    const due = async (): Promise<unknown> =>
      engine.rows('select element_id, due_at from silkflow.timer where instance_key = $1 order by 1', [life.key]);
    await life.one('timer', `element_id = 'repeated'`);
    const dueBefore = await due();
    // when
    await life.passRuns(3);
    // then
    expect(await due()).toEqual(dueBefore);
    await life.endsWith({});
    const late = await engine.rows<{ late: number }>(
      `select extract(epoch from e.ended_at - t.due_at)::float as late from silkflow.timer t
       join silkflow.element_instance e using (element_instance_key) where t.instance_key = $1`,
      [life.key],
    );
    expect(late).toHaveLength(2);
    // Never early. Late by what a busy machine takes, but not by the time that passed before the runs changed.
    for (const { late: seconds } of late) expect(seconds).toBeGreaterThanOrEqual(0);
  });

  it('take every message once that comes while runs change', async () => {
    // given
    await engine.deploy(
      process('flood')
        .startEvent()
        .userTask('ask')
        .endEvent('end')
        .boundaryEvent('heard', 'ask', { message: 'drop', correlationKey: '"k"' }, { interrupting: false })
        .endEvent('counted')
        .toXml(),
    );
    const life = await LongLife.start(engine, 'flood');
    const { subscription_key: subscription } = await life.one('message_subscription', `state = 'open'`);
    // when: all at once, and each a second time as a server repeats what it got no answer to
    const deliver = (messageKey: number): Promise<{ ok: boolean }> =>
      engine.request(
        life.key,
        {
          type: 'correlateMessage',
          subscription: String(subscription),
          messageKey: String(messageKey),
          variables: { drop: messageKey },
        },
        `message-${messageKey}`,
      );
    const messages = Array.from({ length: 60 }, (_, n) => 1_000 + n);
    for (let first = 0; first < messages.length; first += 6) {
      const part = messages.slice(first, first + 6);
      const answers = await Promise.all([...part.map(deliver), ...part.slice(0, 2).map(deliver)]);
      expect(answers.every(({ ok }) => ok)).toBe(true);
    }
    await life.completeTask('ask');
    // then
    await life.endsWith({});
    expect(await life.run()).toBeGreaterThan(3);
    expect(await life.completions('heard', 'counted')).toEqual({ heard: 60, counted: 60 });
  });

  it('hear of each called process while they continue as new, as the called ones do', async () => {
    // given
    await engine.deploy(
      process('callee').startEvent().serviceTask('one', { type: 'quick' }).userTask('ask').endEvent('done').toXml(),
    );
    await engine.deploy(
      process('caller')
        .startEvent()
        .callActivity(
          'call',
          { process: 'callee' },
          {
            multiInstance: {
              inputCollection: 'for i in 1..6 return i',
              inputElement: 'n',
              outputCollection: 'all',
              outputElement: 'n',
            },
          },
        )
        .endEvent('end')
        .toXml(),
    );
    const caller = await LongLife.start(engine, 'caller');
    const children = await childrenAt(engine, caller.key, 'ask', 6);
    for (const child of children.slice(0, 3)) await child.passRuns(1);
    await caller.passRuns(1);
    // when: their ends come while the caller's runs change
    const passing = caller.engine.request(caller.key, {
      type: 'setVariables',
      scope: caller.key,
      variables: { during: true },
      local: true,
    });
    await Promise.all(children.map((child) => child.completeTask('ask')));
    await passing;
    // then
    await caller.endsWith({ all: [1, 2, 3, 4, 5, 6] });
    expect(await engine.verify(children.map(({ key }) => key))).toEqual({});
  });

  it('are cancelled with what they called, runs later on both sides', async () => {
    // given
    await engine.deploy(process('kept').startEvent().userTask('ask').endEvent('done').toXml());
    await engine.deploy(
      process('keeper').startEvent().callActivity('call', { process: 'kept' }).endEvent('end').toXml(),
    );
    const keeper = await LongLife.start(engine, 'keeper');
    const [child] = await childrenAt(engine, keeper.key, 'ask', 1);
    await child?.passRuns();
    await keeper.passRuns();
    // when
    await keeper.ask({ type: 'cancelInstance' });
    // then
    expect(await engine.result(keeper.key)).toMatchObject({ status: 'terminated' });
    expect(await engine.verify([keeper.key, ...(child === undefined ? [] : [child.key])])).toEqual({});
    await child?.one('process_instance', `state = 'terminated'`);
  });

  it('drain their activities first, and start the rest in later runs', async () => {
    // given: more activities than one run's history holds
    await engine.deploy(
      process('drained')
        .startEvent()
        .serviceTask('each', {
          type: 'quick',
          multiInstance: {
            sequential: true,
            inputCollection: 'for i in 1..20 return i',
            inputElement: 'n',
            outputCollection: 'all',
            outputElement: 'n',
          },
        })
        .endEvent('end')
        .toXml(),
    );
    // when
    const life = await LongLife.start(engine, 'drained');
    // then
    await life.endsWith({ all: Array.from({ length: 20 }, (_, n) => n + 1) });
    expect(await life.run()).toBeGreaterThan(3);
    expect(await life.historyLength()).toBeLessThan(60);
  });
});

/** The called instances, once so many wait at the element. */
async function childrenAt(
  engine: DurableEngine,
  parent: string,
  elementId: string,
  count: number,
): Promise<readonly LongLife[]> {
  for (;;) {
    const rows = await engine.rows<{ key: string }>(
      `select e.instance_key as key from silkflow.element_instance e join silkflow.process_instance i using (instance_key)
       where i.parent_key = $1 and e.element_id = $2 and e.state = 'active' order by 1`,
      [parent, elementId],
    );
    if (rows.length === count) return rows.map(({ key }) => new LongLife(engine, key));
    await sleep(50);
  }
}
