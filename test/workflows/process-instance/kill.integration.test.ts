import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DurableEngine } from '#test/workflows/support/durable-engine.ts';
import { drillTables, orderManifests, orderProcess } from '#test/workflows/support/order-activities.ts';
import { WorkerFleet } from '#test/workflows/support/worker-fleet.ts';

const orders = 20;
const kills = 4;

describe('killing workers in the middle of running orders', () => {
  let engine: DurableEngine;
  let fleet: WorkerFleet;

  beforeAll(async () => {
    engine = await DurableEngine.open({ manifests: orderManifests });
    await engine.db.pool.query(drillTables);
    await engine.deploy(orderProcess);
    fleet = await WorkerFleet.open(engine);
  });
  afterAll(async () => {
    await fleet.close();
    await engine.close();
  });

  it('ends each order once, has each effect once per key, and leaves rows that a replay gives', async () => {
    // given
    await fleet.start();
    const keys: string[] = [];
    for (let n = 0; n < orders; n += 1) {
      keys.push(await engine.start('drill-order', { variables: { items: [1, 2, 3] } }));
    }
    // when
    const approved = approveAll(engine, keys);
    for (let n = 0; n < kills; n += 1) {
      await sleep(1_500 + Math.random() * 2_000);
      const [worker] = fleet.workers;
      if (worker !== undefined) await fleet.kill(worker);
      await fleet.start();
    }
    const results = await Promise.all(keys.map((key) => engine.result(key)));
    await approved;
    // then
    expect(results.every(({ status }) => status === 'completed')).toBe(true);
    expect(await engine.verify(keys)).toEqual({});
    const effects = await engine.rows<{ name: string; instances: number; effects: number }>(
      `select name, count(distinct instance_key)::int as instances, count(*)::int as effects from drill_effect
       group by name order by name`,
    );
    expect(effects).toEqual([
      { name: 'hold', instances: orders, effects: orders },
      { name: 'post', instances: orders, effects: orders },
      { name: 'reserve', instances: orders, effects: orders },
      { name: 'ship', instances: orders, effects: orders * 3 },
    ]);
  }, 180_000);
});

/** Completes each order's task; an answer that got lost in a kill is asked for again with the same id. */
async function approveAll(engine: DurableEngine, keys: readonly string[]): Promise<void> {
  const open = new Set(keys);
  while (open.size > 0) {
    for (const key of open) {
      const [task] = await engine.rows<{ key: string }>(
        `select user_task_key as key from silkflow.user_task where instance_key = $1 and state = 'created'`,
        [key],
      );
      if (task === undefined) continue;
      const operation = { type: 'completeUserTask', userTask: task.key, variables: {}, action: '' } as const;
      const answer = await Promise.race([
        engine.request(key, operation, `approve-${task.key}`).catch(() => null),
        sleep(4_000, null),
      ]);
      if (answer?.ok === true) open.delete(key);
    }
    await sleep(200);
    for (const key of open) {
      const [row] = await engine.rows<{ state: string }>(
        `select state from silkflow.process_instance where instance_key = $1 and state = 'completed'`,
        [key],
      );
      if (row !== undefined) open.delete(key);
    }
  }
}
