import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { process } from '#engine/testing/process-builder.ts';
import { DurableEngine } from '#test/workflows/support/durable-engine.ts';
import { LongLife } from '#test/workflows/support/long-life.ts';

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

  it('answer a request that comes again in a later run as they did then', async () => {
    // given
    await engine.deploy(
      process('asked-again').startEvent().userTask('first').userTask('second').endEvent('end').toXml(),
    );
    const life = await LongLife.start(engine, 'asked-again');
    const { user_task_key: userTask } = await life.one('user_task', `element_id = 'first'`);
    const completion = { type: 'completeUserTask', userTask: String(userTask), variables: {}, action: '' } as const;
    const refusal = { ...completion, userTask: '1' };
    const answers = [
      await engine.request(life.key, completion, 'done once'),
      await engine.request(life.key, refusal, 'refused once'),
    ];
    await life.passRuns();
    // when: a server that got no answer brings them again
    const again = [
      await engine.request(life.key, completion, 'done once'),
      await engine.request(life.key, refusal, 'refused once'),
    ];
    // then
    expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
    expect(again).toEqual(answers);
    await life.completeTask('second');
    await life.endsWith({});
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
