import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import { process } from '#engine/testing/process-builder.ts';
import { DurableEngine } from '#test/workflows/support/durable-engine.ts';
import { drillTables, orderManifests } from '#test/workflows/support/order-activities.ts';
import { WorkerFleet } from '#test/workflows/support/worker-fleet.ts';

const steps = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('a worker killed inside a fused run', () => {
  let engine: DurableEngine;
  let fleet: WorkerFleet;

  beforeAll(async () => {
    engine = await DurableEngine.open({ manifests: orderManifests });
    await engine.db.pool.query(drillTables);
    const drawing = process('notes').startEvent();
    for (const step of steps) drawing.serviceTask(step, { type: 'drill.note' });
    await engine.deploy(drawing.userTask('read').endEvent('end').toXml());
    fleet = await WorkerFleet.open(engine);
  });
  afterAll(async () => {
    await fleet.close();
    await engine.close();
  });

  it('leaves each effect once, under one key: another worker does the run again from its first task', async () => {
    // given
    const worker = await fleet.start();
    const keys = await Promise.all(Array.from({ length: 4 }, () => engine.start('notes')));
    // when the run of the first is half done, and somebody asks something of it
    await engine.until(`select 1 from drill_effect where instance_key = $1 and name = 'note c'`, [keys[0]]);
    const answer = engine.request(keys[0]!, setNoted(keys[0]!));
    await sleep(50);
    await fleet.kill(worker);
    const before = await effects(keys);
    await fleet.start();
    // then
    for (const key of keys) {
      await engine.until(
        `select 1 from silkflow.user_task where instance_key = $1 and state = 'created'`,
        [key],
        60_000,
      );
    }
    const after = await effects(keys);
    expect(after).toHaveLength(keys.length * steps.length);
    // What was done before the kill was asked for once more, under the same key.
    const repeated = before.filter(({ key }) => after.some((effect) => effect.key === key && effect.calls > 1));
    expect(repeated.length).toBeGreaterThanOrEqual(3);
    // and the request was taken after the run
    expect(await answer).toMatchObject({ ok: true });
    expect(
      await engine.rows(`select value from silkflow.variable where instance_key = $1 and name = 'noted'`, [keys[0]]),
    ).toEqual([{ value: 'true' }]);
    for (const key of keys) expect(await markers(key)).toBe(1);
    expect(await engine.verify(keys)).toEqual({});
  }, 120_000);

  interface Effect {
    readonly key: string;
    readonly calls: number;
  }

  function effects(keys: readonly string[]): Promise<Effect[]> {
    return engine.rows<Effect>(
      `select idempotency_key || ' ' || name as key, calls from drill_effect where instance_key = any($1::text[])`,
      [keys],
    );
  }

  async function markers(key: string): Promise<number> {
    const { events } = await engine.client.workflow.getHandle(processInstanceWorkflowId(key)).fetchHistory();
    return (events ?? []).filter(({ markerRecordedEventAttributes }) => markerRecordedEventAttributes != null).length;
  }
});

function setNoted(key: string): Parameters<DurableEngine['request']>[1] {
  return { type: 'setVariables', scope: key, variables: { noted: true }, local: true };
}
