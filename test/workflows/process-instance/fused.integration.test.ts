import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActivityRegistry } from '#engine/contracts/activity.ts';
import { currentFlags, processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import { process } from '#engine/testing/process-builder.ts';
import type { ProcessBuilder } from '#engine/testing/process-builder.ts';
import { DurableEngine } from '#test/workflows/support/durable-engine.ts';

const retry = { maximumAttempts: 3, initialIntervalMs: 50, backoffCoefficient: 1, maximumIntervalMs: 50 };

describe('consecutive local activities', () => {
  let engine: DurableEngine;
  let failures = 0;
  let outages = 0;
  let wait = 0;
  const started: string[] = [];

  beforeAll(async () => {
    engine = await DurableEngine.open({
      manifests: [{ type: 'local', startToCloseMs: 5_000, local: true, retry }],
      services: {
        evaluateDecision: ({ variables }) => {
          if (outages > 0) {
            outages -= 1;
            return Promise.reject(new Error('the database is away'));
          }
          return Promise.resolve({
            ok: true,
            decisionKey: null,
            value: { after: variables['last'] ?? null },
            explanation: { decisions: [] },
          });
        },
      },
      activities: {
        local: async ({ variables, elementId }) => {
          started.push(elementId);
          await sleep(wait);
          if (elementId === 'c' && failures > 0) {
            failures -= 1;
            throw new Error('not yet');
          }
          return { kind: 'completed', variables: { n: Number(variables['n'] ?? 0) + 1, last: elementId } };
        },
      },
    });
    await engine.startWorker();
  });
  afterAll(() => engine.close());

  const chain = (id: string): ProcessBuilder =>
    process(id)
      .startEvent()
      .serviceTask('a', { type: 'local' })
      .serviceTask('b', { type: 'local' })
      .exclusiveGateway('x')
      .serviceTask('c', { type: 'local' })
      .serviceTask('d', { type: 'local' });

  async function markers(key: string): Promise<number> {
    const { events } = await engine.client.workflow.getHandle(processInstanceWorkflowId(key)).fetchHistory();
    return (events ?? []).filter(({ markerRecordedEventAttributes }) => markerRecordedEventAttributes != null).length;
  }

  it('run in one, which is one event of the history, with the rows of each', async () => {
    // given
    await engine.deploy(chain('straight').endEvent('end').toXml());
    // when
    const key = await engine.start('straight');
    // then
    expect(await engine.result(key)).toEqual({ status: 'completed', variables: { n: 4, last: 'd' } });
    expect(await markers(key)).toBe(1);
    expect(
      await engine.rows(`select count(*)::int as n from silkflow.job where instance_key = $1 and state = 'completed'`, [
        key,
      ]),
    ).toEqual([{ n: 4 }]);
    expect(await engine.verify([key])).toEqual({});
  });

  it('end the run before one that throws, which is tried alone', async () => {
    // given
    failures = 2;
    // when
    const key = await engine.start('straight');
    // then
    expect(await engine.result(key)).toEqual({ status: 'completed', variables: { n: 4, last: 'd' } });
    expect(await engine.verify([key])).toEqual({});
  });

  it('let a request that comes meanwhile wait for the end of the run; a cancel then finds what is there', async () => {
    // given
    wait = 300;
    await engine.deploy(chain('person').userTask('ask').endEvent('end').toXml());
    const key = await engine.start('person');
    while (started.at(-1) !== 'b') await sleep(10);
    // when
    const answer = await engine.request(key, {
      type: 'setVariables',
      scope: key,
      variables: { noted: true },
      local: true,
    });
    const cancelled = await engine.request(key, { type: 'cancelInstance' });
    // then
    wait = 0;
    expect(answer.ok).toBe(true);
    expect(cancelled.ok).toBe(true);
    expect(await engine.result(key)).toMatchObject({ status: 'terminated' });
    expect(
      await engine.rows(
        `select name, value from silkflow.variable where instance_key = $1 and name in ('n', 'noted') order by name`,
        [key],
      ),
    ).toEqual([
      { name: 'n', value: '4' },
      { name: 'noted', value: 'true' },
    ]);
    expect(await engine.verify([key])).toEqual({});
  });

  it('are not stopped by a cancel that comes meanwhile: it waits for the end of the run, what the run did is kept', async () => {
    // given
    wait = 300;
    const key = await engine.start('person');
    while (started.at(-1) !== 'b') await sleep(10);
    // when
    const cancelled = await engine.request(key, { type: 'cancelInstance' });
    // then
    wait = 0;
    expect(cancelled.ok).toBe(true);
    expect(await engine.result(key)).toMatchObject({ status: 'terminated' });
    expect(
      await engine.rows(
        `select element_id, state from silkflow.element_instance
         where instance_key = $1 and element_id in ('d', 'ask') order by element_id`,
        [key],
      ),
    ).toEqual([
      { element_id: 'ask', state: 'terminated' },
      { element_id: 'd', state: 'completed' },
    ]);
    expect(await markers(key)).toBe(1);
    expect(await engine.verify([key])).toEqual({});
  });

  it('take a decision between them into the run, and end the run before one that throws', async () => {
    // given
    await engine.deploy(
      process('judged')
        .startEvent()
        .serviceTask('a', { type: 'local' })
        .businessRuleTask('judge', { decision: 'verdict', result: 'verdict' })
        .serviceTask('b', { type: 'local' })
        .endEvent('end')
        .toXml(),
    );
    // when
    const key = await engine.start('judged');
    const smooth = await engine.result(key);
    outages = 1;
    const late = await engine.start('judged');
    // then
    const variables = { n: 2, last: 'b', verdict: { after: 'a' } };
    expect(smooth).toEqual({ status: 'completed', variables });
    expect(await markers(key)).toBe(1);
    expect(await engine.result(late)).toEqual({ status: 'completed', variables });
    expect(await engine.verify([key, late])).toEqual({});
  });

  it('leave a decision to itself in an instance from before flag 8', async () => {
    // when
    const flags = currentFlags.filter((flag) => flag !== 8);
    const key = await engine.start('judged', { flags });
    // then
    expect(await engine.result(key)).toMatchObject({ status: 'completed', variables: { verdict: { after: 'a' } } });
    expect(await markers(key)).toBe(3);
    expect(await engine.verify([key])).toEqual({});
  });

  it('do not run ahead over one that something outside may interrupt', async () => {
    // given
    await engine.deploy(
      process('guarded')
        .startEvent()
        .serviceTask('a', { type: 'local' })
        .serviceTask('b', { type: 'local' })
        .endEvent('end')
        .boundaryEvent('late', 'b', { timer: { duration: 'PT1H' } })
        .endEvent('tooLate')
        .toXml(),
    );
    // when
    const key = await engine.start('guarded');
    // then
    expect(await engine.result(key)).toMatchObject({ status: 'completed', variables: { last: 'b' } });
    expect(await markers(key)).toBe(2);
  });

  it('stall, and say so, when the repetition comes to another digest; the instance lives', async () => {
    // given
    const wrong = (): Promise<unknown> =>
      Promise.resolve({
        inputs: [{ command: 'none', answer: { type: 'published' }, now: 1, seed: 's' }],
        digest: 'other',
      });
    const other = await DurableEngine.open({
      manifests: [{ type: 'local', startToCloseMs: 5_000, local: true, retry }],
      // A run that lies, under the name of the real one.
      activities: { 'silkflow.runAhead': wrong } as unknown as ActivityRegistry,
    });
    await other.startWorker();
    try {
      await other.deploy(chain('lied-to').endEvent('end').toXml());
      // when
      const key = await other.start('lied-to');
      const row = await other.until<{ trouble: string; state: string }>(
        'select trouble, state from silkflow.process_instance where instance_key = $1 and trouble is not null',
        [key],
      );
      // then
      expect(row).toMatchObject({ state: 'active', trouble: expect.stringContaining('digest') });
      expect((await other.client.workflow.getHandle(processInstanceWorkflowId(key)).describe()).status.name).toBe(
        'RUNNING',
      );
    } finally {
      await other.close();
    }
  });
});
