import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDueTimers } from '#engine/server/services/timer-starts.ts';
import { type Database, openDatabase } from '#engine/store/database.ts';
import { createKeyLease } from '#engine/store/definitions/index.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/index.ts';

const day = 24 * 60 * 60 * 1_000;

describe('timer start events', () => {
  let fresh: FreshDatabase;
  let one: Database;
  let two: Database;

  beforeAll(async () => {
    fresh = await freshDatabase();
    one = openDatabase(fresh.url, { poolSize: 4, name: 'server one' });
    two = openDatabase(fresh.url, { poolSize: 4, name: 'server two' });
    await one.pool.query(`
      insert into silkflow.definition_content (hash, kind, body) values ('hash', 'process', '{}');
      insert into silkflow.deployment (deployment_key, tenant_id) values (1, '<default>');
      insert into silkflow.resource (resource_key, deployment_key, tenant_id, name, kind, content, checksum)
        values (1, 1, '<default>', 'p.bpmn', 'process', '', '');
      insert into silkflow.process_definition (process_definition_key, process_id, version, tenant_id, hash, resource_key,
        resource_name, deployment_key) values (1, 'p', 1, '<default>', 'hash', 1, 'p.bpmn', 1)`);
  });
  beforeEach(() => one.pool.query('delete from silkflow.start_subscription'));
  afterAll(async () => {
    await one?.pool.end();
    await two?.pool.end();
    await fresh?.drop();
  });

  async function given(elementId: string, detail: string, due: Date, remaining = -1): Promise<void> {
    await one.pool.query(
      `insert into silkflow.start_subscription (process_definition_key, element_id, tenant_id, process_id, kind, detail,
         due_at, remaining, ordinal) values (1, $1, '<default>', 'p', 'timer', $2, $3, $4, 0)`,
      [elementId, detail, due, remaining],
    );
  }

  async function next(elementId: string): Promise<{ due: Date | null; remaining: number | null }> {
    const { rows } = await one.pool.query<{ due: Date | null; remaining: number | null }>(
      'select due_at as due, remaining from silkflow.start_subscription where element_id = $1',
      [elementId],
    );
    return rows[0]!;
  }

  it('each firing starts one instance, however many servers come at once', async () => {
    // given
    const due = new Date(Date.now() - 1_000);
    for (let timer = 0; timer < 25; timer += 1) await given(`tick-${timer}`, 'date 2020-01-01T00:00:00Z', due, 0);
    // when
    const keys = [createKeyLease(), createKeyLease()];
    const started = await Promise.all(
      [one, two, one, two].map((server, index) => startDueTimers(server, keys[index % 2]!)),
    );
    // then
    expect(started.flat()).toHaveLength(25);
    expect(new Set(started.flat()).size).toBe(25);
    expect(await next('tick-0')).toEqual({ due: null, remaining: null });
  });

  it('a firing whose server died before it had committed is had by the next, once', async () => {
    // given a server that dies in the middle
    await given('tick', 'cycle R/PT1H', new Date(Date.now() - 1_000));
    const dying = await two.pool.connect();
    await dying.query('begin');
    await dying.query(`select 1 from silkflow.start_subscription where element_id = 'tick' for update`);
    expect(await startDueTimers(one, createKeyLease())).toEqual([]);
    // when
    await dying.query('rollback');
    dying.release();
    // then
    expect(await startDueTimers(one, createKeyLease())).toHaveLength(1);
    expect(await startDueTimers(two, createKeyLease())).toEqual([]);
  });

  it.each([
    ['every second of a month', 'cycle R/PT1S', 30 * day, -1, 1_000],
    ['every hour of two days', 'cycle R/PT1H', 2 * day, -1, 3_600_000],
    ['with a number of repetitions, of which those missed are not counted', 'cycle R5/PT1M', day, 4, 60_000],
  ])(
    'what was missed meanwhile is made up by one start, in the old rhythm: %s',
    async (_name, text, ago, left, step) => {
      // given
      const due = new Date(Date.now() - ago);
      await given('tick', text, due, left);
      // when
      const began = Date.now();
      const started = await startDueTimers(one, createKeyLease());
      // then
      expect(started).toHaveLength(1);
      expect(Date.now() - began).toBeLessThan(5_000);
      const after = await next('tick');
      const gap = after.due!.getTime() - due.getTime();
      expect(gap % step).toBe(0);
      expect(gap).toBeGreaterThan(ago);
      expect(gap).toBeLessThan(ago + step + 60_000);
      expect(after.remaining).toBe(left === -1 ? -1 : left - 1);
    },
  );

  it('a cron that was missed goes on with its next instant, over the change of the clocks too', async () => {
    // given half past two every night, last fired before both changes of the year in Europe
    await given('tick', 'cycle 0 30 2 * * *', new Date('2026-03-28T02:30:00Z'));
    // when
    expect(await startDueTimers(one, createKeyLease())).toHaveLength(1);
    // then
    const { due } = await next('tick');
    expect(due?.toISOString()).toMatch(/T02:30:00\.000Z$/);
    expect(due!.getTime()).toBeGreaterThan(Date.now());
    expect(due!.getTime()).toBeLessThan(Date.now() + day + 60_000);
  });

  it('a timer in the future waits', async () => {
    await given('tick', 'cycle R/PT1H', new Date(Date.now() + 3_600_000));
    expect(await startDueTimers(one, createKeyLease())).toEqual([]);
  });
});
