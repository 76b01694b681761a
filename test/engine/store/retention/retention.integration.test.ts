import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pruneAll } from '#engine/server/services/retention.ts';
import { type Database, openDatabase } from '#engine/store/database.ts';
import { contentHash, readContent, storeContent, storeValue } from '#engine/store/definitions/index.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/index.ts';

const running = '4194304';
const suspended = '8388608';
const endedLately = '12582912';
const endedLongAgo = '16777216';

const kept90 = { requestDays: 90, effectDays: 90, messageDays: 90, auditDays: 90 };
const never = new AbortController().signal;

describe('what has been kept long enough', () => {
  let fresh: FreshDatabase;
  let database: Database;

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url, { poolSize: 4, name: 'retention test' });
    for (const [key, state, endedDaysAgo] of [
      [running, 'active', null],
      [suspended, 'suspended', null],
      [endedLately, 'completed', 10],
      [endedLongAgo, 'terminated', 100],
    ] as const) {
      await sql(
        `insert into silkflow.process_instance (instance_key, tenant_id, process_definition_key, definition_hash, process_id,
           version, state, root_key, started_at, ended_at)
         values ($1, '<default>', 1, 'h', 'p', 1, $2, $1, now() - interval '1 year', now() - make_interval(days => $3))`,
        [key, state, endedDaysAgo],
      );
    }
  });
  afterAll(async () => {
    await database?.pool.end();
    await fresh?.drop();
  });

  async function sql(statement: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return (await database.pool.query<Record<string, unknown>>(statement, [...values])).rows;
  }

  const column = async (statement: string) => (await sql(statement)).map((row) => Object.values(row)[0]);

  async function request(id: string, instance: string, state: string, daysAgo: number): Promise<void> {
    await sql(
      `insert into silkflow.request (request_id, instance_key, tenant_id, operation, idempotency_key, state, updated_at)
       values ($1, $2, '<default>', '{}', $1, $3, now() - make_interval(days => $4))`,
      [id, instance, state, daysAgo],
    );
    if (state === 'done') {
      await sql(
        `insert into silkflow.request_answer (request_id, instance_key, seq, answer) values ($1, $2, 1, '{}')`,
        [id, instance],
      );
    }
  }

  async function message(key: number, state: string, expiredDaysAgo: number, match?: string): Promise<void> {
    await sql(
      `insert into silkflow.message (message_key, tenant_id, name, correlation_key, variables, expires_at, state)
       values ($1, '<default>', 'paid', 'o', '{}', now() - make_interval(days => $3), $2)`,
      [key, state, expiredDaysAgo],
    );
    if (match === undefined) return;
    await sql(
      `insert into silkflow.message_correlation (message_key, process_id, instance_key, subscription_key, state)
       values ($1, 'p', $2, $1, $3)`,
      [key, running, match],
    );
  }

  it('keeps every answer as long as its instance runs, and the days after its end', async () => {
    // given
    await request('of a running one', running, 'done', 300);
    await request('of a suspended one', suspended, 'refused', 300);
    await request('of one that ended lately', endedLately, 'done', 300);
    await request('of one that ended long ago', endedLongAgo, 'done', 120);
    await request('refused, ended long ago', endedLongAgo, 'refused', 120);
    await request('withdrawn', running, 'withdrawn', 120);
    await request('withdrawn lately', running, 'withdrawn', 3);
    await request('still open', endedLongAgo, 'open', 120);
    // when
    const pruned = await pruneAll(database, kept90, never);
    // then
    expect(pruned.requests).toBe(3);
    expect(await column('select request_id from silkflow.request order by 1')).toEqual(
      [
        'of a running one',
        'of a suspended one',
        'of one that ended lately',
        'still open',
        'withdrawn lately',
      ].toSorted(),
    );
    expect(await column('select request_id from silkflow.request_answer order by 1')).toEqual([
      'of a running one',
      'of one that ended lately',
    ]);
  });

  it('keeps every start as long as its instance runs, and the days after its end', async () => {
    // given
    await sql(`insert into silkflow.deployment (deployment_key, tenant_id) values (1, '<default>')`);
    await storeContent(database.pool, 'process', 'h');
    await sql(
      `insert into silkflow.resource (resource_key, deployment_key, tenant_id, name, kind, content, checksum)
       values (1, 1, '<default>', 'p.bpmn', 'process', '', '')`,
    );
    await sql(
      `insert into silkflow.process_definition (process_definition_key, process_id, version, tenant_id, hash, resource_key,
         resource_name, deployment_key) values (1, 'p', 1, '<default>', $1, 1, 'p.bpmn', 1)`,
      [contentHash('h')],
    );
    for (const [key, state, daysAgo] of [
      [running, 'started', 300],
      [suspended, 'starting', 300],
      [endedLately, 'started', 300],
      [endedLongAgo, 'started', 300],
      ['20971520', 'starting', 300],
    ] as const) {
      await sql(
        `insert into silkflow.start_request (instance_key, tenant_id, idempotency_key, process_definition_key, body, state,
           created_at) values ($1::bigint, '<default>', 'start of ' || $1::bigint, 1, '{}', $2, now() - make_interval(days => $3))`,
        [key, state, daysAgo],
      );
    }
    // when
    const pruned = await pruneAll(database, kept90, never);
    // then
    expect(pruned.starts).toBe(1);
    expect(await column('select instance_key from silkflow.start_request order by 1')).toEqual([
      running,
      suspended,
      endedLately,
      '20971520',
    ]);
  });

  it('keeps a large value as long as one instance whose history names it runs, and the days after its end', async () => {
    // given
    for (const [body, instances] of [
      ['of a running one', [running]],
      ['of several', [running, endedLongAgo]],
      ['of one that ended lately', [endedLately]],
      ['of one that ended long ago', [endedLongAgo]],
      ['of nobody knows whom', []],
      ['of one that begins', ['25165824']],
    ] as const) {
      for (const instance of instances.length === 0 ? [null] : instances) {
        await storeValue(database.pool, body, instance);
      }
    }
    await sql(`update silkflow.definition_content set created_at = now() - interval '200 days' where kind = 'state'`);
    await storeValue(database.pool, 'of one that ended long ago, stored lately', endedLongAgo);
    // when
    const pruned = await pruneAll(database, kept90, never);
    // then
    expect(pruned.values).toBe(1);
    expect(await column(`select body from silkflow.definition_content where kind = 'state' order by 1`)).toEqual(
      [
        'of a running one',
        'of several',
        'of one that ended lately',
        'of nobody knows whom',
        'of one that begins',
        'of one that ended long ago, stored lately',
      ].toSorted(),
    );
  });

  it('does not delete a value for age that somebody is about to use again', async () => {
    // given: a value that may go, and a transaction in which a running instance has just named it
    const hash = await storeValue(database.pool, 'used again', endedLongAgo);
    await sql(`update silkflow.definition_content set created_at = now() - interval '200 days' where hash = $1`, [
      hash,
    ]);
    const user = await database.pool.connect();
    await user.query('begin');
    await storeValue(user, 'used again', running);
    // when: the round waits for that transaction
    const round = pruneAll(database, kept90, never);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await user.query('commit');
    user.release();
    // then
    expect((await round).values).toBe(0);
    expect(await readContent(database.pool, hash)).toBe('used again');
  });

  it('keeps the effects of a running instance, whatever their age', async () => {
    // given
    for (const [id, daysAgo] of [
      [`${running}:Task_Publish:publishMessage:1`, 300],
      [`${suspended}:Task_Publish:publishMessage:1`, 300],
      [`${endedLongAgo}:Task_Publish:publishMessage:1`, 300],
      [`${endedLongAgo}:Task_Publish:publishMessage:2`, 30],
      ['signal:<default>:by a caller', 300],
      ['99999999999999999999999:no key', 300],
    ] as const) {
      await sql('insert into silkflow.effect (effect_id, at) values ($1, now() - make_interval(days => $2))', [
        id,
        daysAgo,
      ]);
    }
    // when
    const pruned = await pruneAll(database, kept90, never);
    // then
    expect(pruned.effects).toBe(3);
    expect(await column('select effect_id from silkflow.effect order by 1')).toEqual([
      `${endedLongAgo}:Task_Publish:publishMessage:2`,
      `${running}:Task_Publish:publishMessage:1`,
      `${suspended}:Task_Publish:publishMessage:1`,
    ]);
  });

  it('keeps messages that wait or are on their way', async () => {
    // given
    await message(1, 'buffered', -1);
    await message(2, 'buffered', 100, 'taken');
    await message(3, 'correlated', 100, 'taken');
    await message(4, 'correlated', 100, 'pending');
    await message(5, 'expired', 100);
    await message(6, 'refused', 100);
    await message(7, 'expired', 10);
    // when
    const pruned = await pruneAll(database, kept90, never);
    // then
    expect(pruned.messages).toBe(3);
    expect(await column('select message_key from silkflow.message order by 1')).toEqual(['1', '2', '4', '7']);
    expect(await column('select message_key from silkflow.message_correlation order by 1')).toEqual(['2', '4']);
  });

  it('keeps what start events wait with while something still comes or is sure to come, and tells what goes', async () => {
    // given: a version that waits for a message and a timer, one whose timer has fired for good, and their gatherings
    await database.pool.query(`
      insert into silkflow.definition_content (hash, kind, body) values ('p', 'process', '{}');
      insert into silkflow.deployment (deployment_key, tenant_id) values (71, '<default>');
      insert into silkflow.resource (resource_key, deployment_key, tenant_id, name, kind, content, checksum)
        values (71, 71, '<default>', 'p.bpmn', 'process', '', '');
      insert into silkflow.process_definition (process_definition_key, process_id, version, tenant_id, hash, resource_key,
        resource_name, deployment_key) select 70 + n, 'timed', n, '<default>', 'p', 71, 'p.bpmn', 71 from generate_series(1, 2) as n;
      insert into silkflow.start_subscription (process_definition_key, element_id, tenant_id, process_id, kind, name, due_at,
        ordinal, gathers)
        select 70 + n, 'all', '<default>', 'timed', kind, kind, case when n = 1 and kind = 'timer' then now() end, ordinal - 1, true
        from generate_series(1, 2) as n, unnest(array['message', 'timer', 'signal']) with ordinality as part(kind, ordinal)`);
    const gathering = async (
      key: number,
      version: number,
      daysAgo: number,
      came: readonly number[],
      complete = false,
    ) => {
      await sql(
        `insert into silkflow.gathering (gathering_key, tenant_id, process_id, process_definition_key, element_id,
           is_complete, last_came_at) values ($1, '<default>', 'timed', $2, 'all', $3, now() - make_interval(days => $4))`,
        [key, 70 + version, complete, daysAgo],
      );
      for (const ordinal of came) {
        await sql(`insert into silkflow.gathered_part (gathering_key, ordinal, variables) values ($1, $2, '{"a":1}')`, [
          key,
          ordinal,
        ]);
      }
    };
    await gathering(1, 1, 100, [0]);
    await gathering(2, 1, 100, [0, 1]);
    await gathering(3, 2, 100, [0]);
    await gathering(4, 2, 10, [0]);
    await gathering(5, 2, 100, [0, 1, 2], true);
    // when
    const pruned = await pruneAll(database, kept90, never);
    // then
    expect(pruned.gatherings).toBe(2);
    expect(await column('select gathering_key from silkflow.gathering order by 1')).toEqual(['1', '4', '5']);
    const told = await sql(
      `select target, reason, before from silkflow.audit where action = 'dropGathering' order by 1`,
    );
    expect(told.map(({ reason, target }) => [reason, JSON.parse(String(target))])).toEqual([
      [
        'retention',
        { processInstanceKey: '2', processDefinitionId: 'timed', processDefinitionKey: '71', elementId: 'all' },
      ],
      [
        'retention',
        { processInstanceKey: '3', processDefinitionId: 'timed', processDefinitionKey: '72', elementId: 'all' },
      ],
    ]);
    expect(JSON.parse(String(told[1]?.['before']))).toMatchObject({
      parts: [{ waitsFor: 'message', variables: '{"a":1}', messageKey: null }],
    });
  });

  it('deletes thousands batch by batch, past those that stay', async () => {
    // given: the oldest 1,500 must stay
    await sql(
      `insert into silkflow.request (request_id, instance_key, tenant_id, operation, state, updated_at)
       select 'many-' || n, case when n <= 1500 then $1::bigint else $2::bigint end, '<default>', '{}', 'done',
         now() - make_interval(days => 200) + make_interval(secs => n / 100) from generate_series(1, 4000) as n`,
      [running, endedLongAgo],
    );
    // when
    const pruned = await pruneAll(database, kept90, never);
    // then
    expect(pruned.requests).toBe(2_500);
    expect(await column(`select count(*)::integer from silkflow.request where request_id like 'many-%'`)).toEqual([
      1_500,
    ]);
  });

  it('keeps the audit for its days, and everything for ever where the days are 0', async () => {
    // given
    await sql(
      `insert into silkflow.audit (at, tenant_id, actor, action, target)
       select now() - make_interval(days => n), '<default>', 'local', 'cancelProcessInstance', '{}'
       from generate_series(50, 150, 50) as n`,
    );
    const forEver = { requestDays: 0, effectDays: 0, messageDays: 0, auditDays: 0 };
    // when, then
    expect(await pruneAll(database, forEver, never)).toEqual({
      requests: 0,
      starts: 0,
      values: 0,
      effects: 0,
      messages: 0,
      gatherings: 0,
      audit: 0,
    });
    expect((await pruneAll(database, kept90, never)).audit).toBe(2);
  });
});
