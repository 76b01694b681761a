import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import { type ApiServer, startApiServer } from './support/api-server.ts';
import { deployAll, eventually, instanceCalls } from './support/instance-calls.ts';

const order = bpmn('order')
  .startEvent('ordered', { message: 'ordered' })
  .callActivity('weigh', { process: 'weighing' })
  .catchEvent('dry', { timer: { duration: 'PT0.1S' } })
  .serviceTask('pack', { type: 'work' })
  .catchEvent('paid', { message: 'paid', correlationKey: 'order' })
  .userTask('check')
  .catchEvent('released', { signal: 'release' })
  .endEvent('end')
  .toXml();
const weighing = bpmn('weighing').startEvent().endEvent().toXml();

const copies = 1_000;

/** Postgres counts what an idle connection has read within this time. */
const countedAfterMs = 11_000;

describe('what an instance asks of PostgreSQL (ADR 22)', () => {
  let server: ApiServer;
  let database: pg.Client;

  beforeAll(async () => {
    server = await startApiServer();
    database = new pg.Client({ connectionString: server.databaseUrl });
    await database.connect();
    await deployAll(server, { weighing, order });
  });
  afterAll(async () => {
    await database?.end();
    await server?.close();
  });

  const { activate, post } = instanceCalls(() => server);

  /** Without a search: those may read more, and have connections of their own. */
  async function runOne(name: string): Promise<string> {
    const ordered = { name: 'ordered', correlationKey: name, variables: { order: name } };
    const key: string = (await post('/v2/messages/correlation', ordered)).body.processInstanceKey;
    const [job] = await activate(10_000);
    await post(`/v2/jobs/${job?.['jobKey']}/completion`, { variables: { packed: true } });
    await post('/v2/messages/publication', { name: 'paid', correlationKey: name, timeToLive: 60_000 });
    const task = await rowOf('select user_task_key as key from silkflow.user_task where instance_key = $1', key);
    await post(`/v2/user-tasks/${task}/completion`, { variables: {} });
    await rowOf('select subscription_key as key from silkflow.signal_subscription where instance_key = $1', key);
    await post('/v2/signals/broadcast', { signalName: 'release' });
    await rowOf(
      `select instance_key as key from silkflow.process_instance where instance_key = $1 and state = 'completed'`,
      key,
    );
    return key;
  }

  const rowOf = (text: string, instance: string): Promise<string> =>
    eventually(async () => (await database.query<{ key: string }>(text, [instance])).rows[0]?.key);

  /** Rows of the instance again and again, with keys of their own; of tables that hold its key. */
  async function multiply(instance: string): Promise<void> {
    const { rows: tables } = await database.query<{ name: string; keys: string[] }>(
      `select table_name as name, array_agg(column_name::text) filter (where data_type = 'bigint'
         and column_name like '%\\_key' and column_name <> 'process_definition_key') as keys
       from information_schema.columns where table_schema = 'silkflow' group by 1
       having bool_or(column_name = 'instance_key') and table_name not in ('message_correlation', 'audit')`,
    );
    for (const { name, keys } of tables) {
      const shifted = keys.map((key) => `'${key}', t.${key} + n * 1000000::bigint`).join(', ');
      await database.query(
        `insert into silkflow.${name} select (jsonb_populate_record(null::silkflow.${name}, to_jsonb(t)
           || jsonb_build_object(${shifted})
           || case when to_jsonb(t) ? 'request_id' then jsonb_build_object('request_id', gen_random_uuid()) else '{}' end)).*
         from silkflow.${name} t, generate_series(1, $2) n where t.instance_key = $1 on conflict do nothing`,
        [instance, copies],
      );
    }
  }

  async function rowsRead(): Promise<Record<string, number>> {
    await sleep(countedAfterMs);
    const { rows } = await database.query<{ name: string; read: string }>(
      `select relname as name, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as read
       from pg_stat_user_tables where schemaname = 'silkflow'`,
    );
    return Object.fromEntries(rows.map(({ name, read }) => [name, Number(read)]));
  }

  it('does not grow with the instances that there are', async () => {
    // given
    await multiply(await runOne('first'));
    const before = await rowsRead();
    // when
    await runOne('second');
    // then
    const read = Object.entries(await rowsRead()).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
    expect(read.filter(([, count]) => count >= copies)).toEqual([]);
  }, 120_000);
});
