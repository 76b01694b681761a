import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActivityInput } from '#engine/contracts/activity.ts';
import { process } from '#engine/testing/process-builder.ts';
import { DurableEngine } from '#test/workflows/support/durable-engine.ts';

interface Keyed {
  readonly key: string;
}

describe('what an instance waits for, on real Temporal and Postgres', () => {
  let engine: DurableEngine;
  const calls: string[] = [];
  let failing = true;
  let slow: Promise<void> = Promise.resolve();

  beforeAll(async () => {
    const called = (name: string, { idempotencyKey }: ActivityInput): void =>
      void calls.push(`${name} ${idempotencyKey}`);
    engine = await DurableEngine.open({
      manifests: [
        {
          type: 'flaky',
          startToCloseMs: 5_000,
          retry: { maximumAttempts: 1, initialIntervalMs: 10, backoffCoefficient: 1, maximumIntervalMs: 10 },
        },
        { type: 'reserve', startToCloseMs: 20_000, undo: true },
        { type: 'quick', startToCloseMs: 5_000, local: true },
        { type: 'item', startToCloseMs: 5_000 },
        { type: 'refuse', startToCloseMs: 5_000 },
      ],
      activities: {
        flaky: () =>
          failing
            ? Promise.reject(new Error('out of order'))
            : Promise.resolve({ kind: 'completed', variables: { fixed: true } }),
        reserve: async (input) => {
          called('reserve', input);
          await slow;
          return { kind: 'completed', variables: {} };
        },
        'reserve.undo': (input) => {
          called('undo', input);
          return Promise.resolve({ kind: 'completed', variables: {} });
        },
        quick: (input) => Promise.resolve({ kind: 'completed', variables: { seen: input.variables['n'] ?? null } }),
        item: (input) => Promise.resolve({ kind: 'completed', variables: { done: input.variables['n'] ?? null } }),
        refuse: () => Promise.resolve({ kind: 'businessError', code: 'NO', message: 'refused' }),
      },
    });
    await engine.startWorker();
  });
  afterAll(() => engine.close());

  it('completes a user task by an update, once, and refuses an unknown one', async () => {
    // given
    await engine.deploy(process('approval').startEvent().userTask('approve').endEvent('end').toXml());
    const key = await engine.start('approval');
    const task = await engine.until<Keyed>(
      'select user_task_key as key from silkflow.user_task where instance_key = $1',
      [key],
    );
    // when
    const complete = {
      type: 'completeUserTask',
      userTask: task.key,
      variables: { ok: true },
      action: 'complete',
    } as const;
    const unknown = await engine.request(key, { ...complete, userTask: '12345' });
    const first = await engine.request(key, complete, `request-${key}`);
    // then
    expect(unknown).toMatchObject({ ok: false, problems: [{ code: 'NOT_FOUND' }] });
    expect(first).toEqual({ id: `request-${key}`, ok: true });
    expect(await engine.result(key)).toEqual({ status: 'completed', variables: { ok: true } });
    expect(await engine.rows('select state, action from silkflow.user_task where instance_key = $1', [key])).toEqual([
      { state: 'completed', action: 'complete' },
    ]);
    expect(
      await engine.rows('select answer from silkflow.request_answer where request_id = $1', [`request-${key}`]),
    ).toEqual([{ answer: JSON.stringify({ id: `request-${key}`, ok: true }) }]);
  });

  it('completes an external job and waits for a timer', async () => {
    // given
    await engine.deploy(
      process('picking')
        .startEvent()
        .serviceTask('pick', { type: 'warehouse.pick', headers: { zone: 'A' } })
        .catchEvent('pause', { timer: { duration: 'PT1S' } })
        .endEvent('end')
        .toXml(),
    );
    const key = await engine.start('picking');
    const job = await engine.until<Keyed & { headers: string; execution: string }>(
      'select job_key as key, headers, execution from silkflow.job where instance_key = $1',
      [key],
    );
    expect(job).toMatchObject({ execution: 'external', headers: '{"zone":"A"}' });
    // when
    const answer = await engine.request(key, { type: 'completeJob', job: job.key, variables: { picked: 3 } });
    const timer = await engine.until<{ state: string }>('select state from silkflow.timer where instance_key = $1', [
      key,
    ]);
    // then
    expect(answer.ok).toBe(true);
    expect(timer.state).toBe('started');
    expect(await engine.result(key)).toEqual({ status: 'completed', variables: { picked: 3 } });
    expect(await engine.rows('select state from silkflow.timer where instance_key = $1', [key])).toEqual([
      { state: 'fired' },
    ]);
  });

  it('runs local activities, and a business error takes its boundary event', async () => {
    // given
    await engine.deploy(
      process('errors')
        .startEvent()
        .serviceTask('a', { type: 'quick' })
        .serviceTask('b', { type: 'refuse' })
        .endEvent('fine')
        .boundaryEvent('caught', 'b', { error: 'NO' })
        .endEvent('refused')
        .toXml(),
    );
    // when
    const key = await engine.start('errors', { variables: { n: 7 } });
    // then
    expect(await engine.result(key)).toEqual({ status: 'completed', variables: { n: 7, seen: 7 } });
    const ended = await engine.rows(
      `select element_id from silkflow.element_instance where instance_key = $1 and element_id in ('fine', 'refused')`,
      [key],
    );
    expect(ended).toEqual([{ element_id: 'refused' }]);
  });

  it('turns a failed activity into an incident, and goes on when it is resolved', async () => {
    // given
    failing = true;
    await engine.deploy(process('fragile').startEvent().serviceTask('task', { type: 'flaky' }).endEvent('end').toXml());
    const key = await engine.start('fragile');
    const incident = await engine.until<Keyed & { message: string; open: number; job: string }>(
      `select incident_key as key, job_key as job, message, open_incidents as open from silkflow.incident join silkflow.process_instance using (instance_key)
       where instance_key = $1`,
      [key],
    );
    expect(incident).toMatchObject({ message: expect.stringContaining('out of order'), open: 1 });
    // when
    failing = false;
    await engine.request(key, { type: 'updateJobRetries', job: incident.job, retries: 1 });
    const answer = await engine.request(key, { type: 'resolveIncident', incident: incident.key });
    // then
    expect(answer.ok).toBe(true);
    expect(await engine.result(key)).toEqual({ status: 'completed', variables: { fixed: true } });
    expect(
      await engine.rows('select open_incidents, trouble from silkflow.process_instance where instance_key = $1', [key]),
    ).toEqual([{ open_incidents: 0, trouble: null }]);
  });

  it('cancels with undo: a result that still comes is undone with the same key', async () => {
    // given
    let finish = (): void => undefined;
    slow = new Promise((resolve) => (finish = resolve));
    calls.length = 0;
    await engine.deploy(
      process('booking').startEvent().serviceTask('task', { type: 'reserve' }).endEvent('end').toXml(),
    );
    const key = await engine.start('booking');
    while (calls.length === 0) await sleep(20);
    // when
    const answer = await engine.request(key, { type: 'cancelInstance' });
    const between = await engine.rows('select state from silkflow.process_instance where instance_key = $1', [key]);
    finish();
    // then
    expect(answer.ok).toBe(true);
    expect(between).toEqual([{ state: 'active' }]);
    expect(await engine.result(key)).toEqual({ status: 'terminated', variables: null });
    const keys = new Set(calls.map((call) => call.split(' ')[1]));
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['reserve', 'undo']);
    expect(keys.size).toBe(1);
  });

  it('calls a process; both sides continue as new while the child is open', async () => {
    // given
    await engine.deploy(
      process('child')
        .startEvent()
        .serviceTask('c1', { type: 'item' })
        .serviceTask('c2', { type: 'item' })
        .userTask('ask')
        .endEvent('cend')
        .toXml(),
    );
    await engine.deploy(
      process('parent')
        .startEvent()
        .parallelGateway('fork')
        .callActivity('call', { process: 'child' })
        .parallelGateway('join')
        .endEvent('end')
        .from('fork')
        .serviceTask('p1', { type: 'item' })
        .serviceTask('p2', { type: 'item' })
        .serviceTask('p3', { type: 'item' })
        .to('join')
        .toXml(),
    );
    const key = await engine.start('parent', { variables: { n: 1 }, historyLimit: 10 });
    const task = await engine.until<Keyed & { child: string }>(
      `select user_task_key as key, instance_key as child from silkflow.user_task
       where instance_key in (select instance_key from silkflow.process_instance where parent_key = $1)`,
      [key],
    );
    await engine.until(
      `select 1 from silkflow.element_instance where instance_key = $1 and element_id = 'p3' and state = 'completed'`,
      [key],
    );
    // when
    await engine.request(task.child, {
      type: 'completeUserTask',
      userTask: task.key,
      variables: { answer: 42 },
      action: '',
    });
    // then
    expect(await engine.result(key)).toMatchObject({ status: 'completed', variables: { n: 1, answer: 42 } });
    const runs = await engine.rows<{ key: string; fence_run: number }>(
      'select instance_key as key, fence_run from silkflow.process_instance where instance_key in ($1, $2)',
      [key, task.child],
    );
    for (const { fence_run } of runs) expect(fence_run).toBeGreaterThan(0);
  });

  it('cancels the child with its parent', async () => {
    // given
    await engine.deploy(process('kept').startEvent().userTask('ask').endEvent('cend').toXml());
    await engine.deploy(
      process('keeper').startEvent().callActivity('call', { process: 'kept' }).endEvent('end').toXml(),
    );
    const key = await engine.start('keeper');
    await engine.until(`select 1 from silkflow.process_instance where parent_key = $1 and state = 'active'`, [key]);
    // when
    await engine.request(key, { type: 'cancelInstance' });
    // then
    expect(await engine.result(key)).toMatchObject({ status: 'terminated' });
    expect(await engine.rows('select state from silkflow.process_instance where parent_key = $1', [key])).toEqual([
      { state: 'terminated' },
    ]);
  });

  it('continues as new with open user task, timer and external job, and keeps their keys', async () => {
    // given
    await engine.deploy(
      process('long')
        .startEvent()
        .parallelGateway('fork')
        .userTask('ask')
        .parallelGateway('join')
        .endEvent('end')
        .from('fork')
        .catchEvent('pause', { timer: { duration: 'PT3S' } })
        .to('join')
        .from('fork')
        .serviceTask('job', { type: 'outside' })
        .to('join')
        .from('fork')
        .serviceTask('p1', { type: 'item' })
        .serviceTask('p2', { type: 'item' })
        .serviceTask('p3', { type: 'item' })
        .to('join')
        .toXml(),
    );
    const key = await engine.start('long', { historyLimit: 10 });
    await engine
      .until('select 1 from silkflow.process_instance where instance_key = $1 and fence_run > 0', [key])
      .catch(() => undefined);
    const task = await engine.until<Keyed>(
      'select user_task_key as key from silkflow.user_task where instance_key = $1',
      [key],
    );
    const job = await engine.until<Keyed>(
      `select job_key as key from silkflow.job where instance_key = $1 and type = 'outside'`,
      [key],
    );
    // when
    const answers = [
      await engine.request(
        key,
        { type: 'completeUserTask', userTask: task.key, variables: {}, action: '' },
        `one-${key}`,
      ),
      await engine.request(key, { type: 'completeJob', job: job.key, variables: {} }),
    ];
    // then
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await engine.result(key)).toMatchObject({ status: 'completed' });
  });

  it('runs 600 activities of one fan-out, at most 500 at a time', async () => {
    // given
    await engine.deploy(
      process('wide')
        .startEvent()
        .serviceTask('each', {
          type: 'item',
          multiInstance: {
            inputCollection: 'for i in 1..600 return i',
            inputElement: 'n',
            outputCollection: 'all',
            outputElement: 'done',
          },
        })
        .endEvent('end')
        .toXml(),
    );
    // when
    const key = await engine.start('wide');
    const result = await engine.result(key);
    // then
    expect(result.variables?.['all']).toHaveLength(600);
    expect(
      await engine.rows(`select count(*)::int as n from silkflow.job where instance_key = $1 and state = 'completed'`, [
        key,
      ]),
    ).toEqual([{ n: 600 }]);
  }, 110_000);

  it('carries values that Postgres or a history could refuse', async () => {
    // given
    const variables = { nul: 'a\u0000b', lone: 'x\uD800y', big: 'z'.repeat(2_500_000), 'na\u0000me': 1 };
    await engine.deploy(
      process('odd').startEvent().serviceTask('a', { type: 'item' }).userTask('ask').endEvent('end').toXml(),
    );
    // when
    const key = await engine.start('odd', { variables });
    const task = await engine.until<Keyed>(
      'select user_task_key as key from silkflow.user_task where instance_key = $1',
      [key],
    );
    const rows = await engine.rows<{ value: string }>(
      `select value from silkflow.variable where instance_key = $1 and name = 'nul'`,
      [key],
    );
    await engine.request(key, { type: 'completeUserTask', userTask: task.key, variables: {}, action: '' });
    // then
    expect(rows.map(({ value }) => JSON.parse(value) as unknown)).toEqual(['a\u0000b']);
    expect((await engine.result(key)).variables).toMatchObject(variables);
    expect(await engine.rows('select trouble from silkflow.process_instance where instance_key = $1', [key])).toEqual([
      { trouble: null },
    ]);
  });
});
