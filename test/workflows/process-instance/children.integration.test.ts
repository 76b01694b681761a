import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActivityInput } from '#engine/contracts/activity.ts';
import { longActivityWorkflow } from '#engine/contracts/wire/long-activity.ts';
import { process } from '#engine/testing/process-builder.ts';
import { DurableEngine } from '#test/workflows/support/durable-engine.ts';

const elevenMinutes = 11 * 60 * 1_000;
const runsOf = 'select fence_run as run from silkflow.process_instance where instance_key = $1 and fence_run > 0';

describe('children of an instance, on real Temporal and Postgres', () => {
  let engine: DurableEngine;
  const calls: string[] = [];
  let finish: () => void = () => undefined;
  let finished: Promise<void> = Promise.resolve();
  const retry = { maximumAttempts: 1, initialIntervalMs: 10, backoffCoefficient: 1, maximumIntervalMs: 10 };

  beforeAll(async () => {
    const called = (name: string, { idempotencyKey }: ActivityInput): void =>
      void calls.push(`${name} ${idempotencyKey}`);
    engine = await DurableEngine.open({
      manifests: [
        { type: 'item', startToCloseMs: 5_000 },
        { type: 'long', startToCloseMs: elevenMinutes, retry },
        { type: 'longUndoable', startToCloseMs: elevenMinutes, undo: true, retry },
        { type: 'longFailing', startToCloseMs: elevenMinutes, retry },
      ],
      activities: {
        item: () => Promise.resolve({ kind: 'completed', variables: {} }),
        long: async (input) => {
          called('long', input);
          await finished;
          return { kind: 'completed', variables: { found: 42 } };
        },
        longUndoable: async (input) => {
          called('longUndoable', input);
          await finished;
          return { kind: 'completed', variables: {} };
        },
        'longUndoable.undo': (input) => {
          called('undo', input);
          return Promise.resolve({ kind: 'completed', variables: {} });
        },
        longFailing: () => Promise.reject(new Error('the survey ship sank')),
      },
    });
    await engine.startWorker();
  });
  afterAll(() => engine?.close());

  function hold(): void {
    finished = new Promise((resolve) => (finish = resolve));
  }

  async function untilCalled(name: string, count = 1): Promise<string[]> {
    for (let tries = 0; tries < 400; tries += 1) {
      const found = calls.filter((call) => call.startsWith(`${name} `));
      if (found.length >= count) return found;
      await sleep(50);
    }
    throw new Error(`${name} was not called: ${calls.join(', ')}`);
  }

  it('starts called processes up to its limit, the rest as others end, over several runs', async () => {
    // given
    await engine.deploy(process('part').startEvent().userTask('pack').endEvent().toXml());
    const multiInstance = { inputCollection: 'for i in 1..7 return i', inputElement: 'n' };
    await engine.deploy(
      process('whole').startEvent().callActivity('each', { process: 'part' }, { multiInstance }).endEvent().toXml(),
    );
    // when
    const key = await engine.start('whole', { childLimit: 3, historyLimit: 25 });
    const open = `select user_task_key as task, instance_key as key from silkflow.user_task
                  where state = 'created' and process_id = 'part'`;
    let most = 0;
    for (let done = 0; done < 7; done += 1) {
      const next = await engine.until<{ task: string; key: string }>(open);
      const live = await engine.rows(
        `select 1 from silkflow.process_instance where parent_key = $1 and state in ('starting', 'active')`,
        [key],
      );
      most = Math.max(most, live.length);
      const complete = { type: 'completeUserTask', userTask: next.task, variables: {}, action: '' } as const;
      expect(await engine.request(next.key, complete)).toMatchObject({ ok: true });
    }
    // then
    expect(await engine.result(key)).toMatchObject({ status: 'completed' });
    expect(most).toBe(3);
    expect(await engine.rows(runsOf, [key])).toHaveLength(1);
    expect(await engine.verify([key])).toEqual({});
  });

  it('cancelled, it ends though most of its called processes have not started', async () => {
    const key = await engine.start('whole', { childLimit: 2 });
    await engine.until(`select 1 from silkflow.process_instance where parent_key = $1 and state = 'active'`, [key]);
    await engine.request(key, { type: 'cancelInstance' });
    expect(await engine.result(key)).toMatchObject({ status: 'terminated' });
    const started = await engine.rows('select 1 from silkflow.process_instance where parent_key = $1', [key]);
    expect(started.length).toBeLessThanOrEqual(4);
  });

  it('continues as new while a long activity runs, which is heard by the later run', async () => {
    // given
    hold();
    const drawn = process('survey').startEvent().parallelGateway('fork').serviceTask('look', { type: 'long' });
    drawn.parallelGateway('join').endEvent().from('fork');
    for (const id of ['a', 'b', 'c']) drawn.serviceTask(id, { type: 'item' });
    await engine.deploy(drawn.to('join').toXml());
    // when
    const key = await engine.start('survey', { historyLimit: 12 });
    await engine.until(runsOf, [key]);
    finish();
    // then
    expect(await engine.result(key)).toEqual({ status: 'completed', variables: { found: 42 } });
    expect(calls.filter((call) => call.startsWith(`long ${key}`))).toHaveLength(1);
    expect(await engine.verify([key])).toEqual({});
  });

  it('an interrupted long activity is cancelled; with undo its end is awaited, then undone under the same key', async () => {
    // given
    hold();
    await engine.deploy(
      process('drill')
        .startEvent()
        .serviceTask('bore', { type: 'longUndoable' })
        .endEvent()
        .boundaryEvent('stop', 'bore', { timer: { duration: 'PT2S' } })
        .endEvent()
        .toXml(),
    );
    const key = await engine.start('drill');
    const [bored = ''] = await untilCalled('longUndoable');
    // when
    await engine.until(`select 1 from silkflow.timer where instance_key = $1 and state = 'fired'`, [key]);
    finish();
    // then
    expect(await engine.result(key)).toMatchObject({ status: 'completed' });
    expect(await untilCalled('undo')).toEqual([bored.replace('longUndoable', 'undo')]);
    expect(await engine.verify([key])).toEqual({});
  });

  it('a long activity that fails, or whose workflow somebody ends, is an incident', async () => {
    hold();
    await engine.deploy(process('lost').startEvent().serviceTask('sail', { type: 'longFailing' }).endEvent().toXml());
    await engine.deploy(process('ended').startEvent().serviceTask('sail', { type: 'long' }).endEvent().toXml());
    const messageOf = 'select message from silkflow.incident where instance_key = $1';
    const lost = await engine.start('lost');
    expect(await engine.until(messageOf, [lost])).toEqual({ message: 'the survey ship sank' });
    const ended = await engine.start('ended');
    const prefix = `silkflow-${ended}-`;
    let found: string | undefined;
    for (let tries = 0; found === undefined && tries < 100; tries += 1) {
      await sleep(100);
      for await (const { workflowId } of engine.client.workflow.list({
        query: `WorkflowType = '${longActivityWorkflow}'`,
      })) {
        if (workflowId.startsWith(prefix)) found = workflowId;
      }
    }
    await engine.client.workflow.getHandle(found ?? '').terminate('by hand');
    expect(await engine.until<{ message: string }>(messageOf, [ended])).toMatchObject({
      message: expect.stringContaining('was ended in Temporal') as string,
    });
    finish();
  });
});
