import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventBody } from '#engine/kernel/index.ts';
import { type Transaction, transaction } from '#engine/store/database.ts';
import { createContentCache } from '#engine/store/definitions/index.ts';
import { insertMessage, openSubscriptions } from '#engine/store/messages/index.ts';
import { createElementNames, createProjection, type Projection } from '#engine/store/projection/index.ts';
import { type Inbox, messageName, openInbox, tenantId } from './support/inbox.ts';
import { type Traffic, watchTraffic } from './support/traffic.ts';

const lock = expect.stringContaining('pg_advisory_xact_lock');
const insert = expect.stringContaining('insert into silkflow.message ');
const correlate = expect.stringContaining('insert into silkflow.message_correlation');

describe('what a message that meets its subscription asks of PostgreSQL', () => {
  let inbox: Inbox;
  let projection: Projection;
  let watch: { during(work: () => Promise<unknown>): Promise<Traffic> };
  const retries: unknown[] = [];

  beforeAll(async () => {
    inbox = await openInbox((database) => {
      watch = watchTraffic(database);
    });
    const { database } = inbox;
    const names = createElementNames(createContentCache(database));
    projection = createProjection({ db: database, names, onRetry: ({ error }) => retries.push(error) });
    await database.pool.query(`
      insert into silkflow.definition_content (hash, kind, body) values ('hash', 'process', '{"elements":{}}');
      insert into silkflow.deployment (deployment_key, tenant_id) values (1, '${tenantId}');
      insert into silkflow.resource (resource_key, deployment_key, tenant_id, name, kind, content, checksum)
        values (1, 1, '${tenantId}', 'p.bpmn', 'process', '', '');
      insert into silkflow.process_definition (process_definition_key, process_id, version, tenant_id, hash, resource_key,
        resource_name, deployment_key) values (1, 'p', 1, '${tenantId}', 'hash', 1, 'p.bpmn', 1)`);
    // Keys are leased by the thousand: the first lease is nobody's in particular.
    await inbox.publish('first');
  });
  afterAll(() => inbox?.close());

  const openOne = async (correlationKey: string): Promise<string> => (await inbox.open({ correlationKey }))[0] ?? '';

  it('publishing: two trips, to a waiting instance as to nobody', async () => {
    // given
    const subscription = await openOne('two trips');
    // when
    const wanted = await watch.during(() => inbox.publish('two trips'));
    const unwanted = await watch.during(() => inbox.publish('nobody', { timeToLive: 0 }));
    // then
    const expected = { statements: ['begin', lock, insert, 'commit'], trips: 2 };
    expect(wanted).toEqual(expected);
    expect(unwanted).toEqual(expected);
    expect(await inbox.correlations('two trips')).toEqual([{ subscription_key: subscription, state: 'pending' }]);
  });

  it('publishing with a message id: a statement more, in the same trips', async () => {
    const { statements, trips } = await watch.during(() => inbox.publish('with an id', { messageId: 'once' }));
    expect(statements).toEqual(['begin', lock, expect.stringContaining('update silkflow.message '), insert, 'commit']);
    expect(trips).toBe(2);
  });

  it('opening, with the rows of a workflow task: one trip, whatever waits there and for however many', async () => {
    // given: an instance whose rows the worker knows, and messages that were there before
    const key = (4_000n << 22n).toString();
    await commit(key, 0, [created(key)]);
    await inbox.publish('early-1');
    await inbox.publish('early-2');
    // when
    const opening = ['early-1', 'early-2', 'later'].map((correlationKey, index) =>
      subscribed((BigInt(key) + BigInt(index + 1)).toString(), correlationKey),
    );
    const traffic = await watch.during(() => commit(key, 1, opening));
    // then
    expect(traffic).toEqual({
      statements: ['begin', expect.stringContaining('json_populate_recordset'), lock, correlate, 'commit'],
      trips: 1,
    });
    expect(await inbox.correlations('early-1')).toHaveLength(1);
    expect(await inbox.correlations('early-2')).toHaveLength(1);
    expect(retries).toEqual([]);
  });

  it('taking: one statement when the subscription is over', async () => {
    // given
    const subscription = await openOne('over');
    const message = await inbox.publish('over');
    await inbox.database.pool.query(
      `update silkflow.message_subscription set state = 'closed' where subscription_key = $1`,
      [subscription],
    );
    // when
    const { statements, trips } = await watch.during(() => inbox.taken(message, subscription));
    // then
    expect(statements).toHaveLength(1);
    expect(trips).toBe(1);
    expect(await inbox.correlations('over')).toEqual([{ subscription_key: subscription, state: 'taken' }]);
  });

  it('taking: one trip more when the subscription stays, and has the next message', async () => {
    // given
    const subscription = await openOne('stays');
    const [first] = [await inbox.publish('stays'), await inbox.publish('stays')];
    // when
    const { statements, trips } = await watch.during(() => inbox.taken(first, subscription));
    // then
    expect(statements.slice(1)).toEqual(['begin', expect.any(String), expect.any(String), lock, correlate, 'commit']);
    expect(trips).toBe(2);
    expect(await inbox.correlations('stays')).toHaveLength(2);
  });

  it('reads the rows of the message and its subscription alone, whatever else is on its way or suspended (ADR 22)', async () => {
    // given
    const { database } = inbox;
    await database.pool.query(
      `insert into silkflow.message (message_key, tenant_id, name, correlation_key, variables, expires_at, state)
         select n, 'elsewhere', 'other', n::text, '{}', now() + interval '1 hour', 'buffered' from generate_series(1, 500) n;
       insert into silkflow.message_correlation (message_key, process_id, instance_key, subscription_key, state)
         select n, 'p', n, n, 'pending' from generate_series(1, 500) n;
       insert into silkflow.process_instance
         select (jsonb_populate_record(i, jsonb_build_object('instance_key', n, 'state', 'suspended'))).*
         from generate_series(1, 500) n, silkflow.process_instance i where i.state = 'active'`,
    );
    const subscription = await openOne('few rows');
    const messageKey = (5_000n << 22n).toString();
    const message = { messageKey, tenantId, name: messageName, correlationKey: 'few rows', variables: '{}' };
    // when
    const [before, after] = await transaction(database, async (tx) => {
      const earlier = await rowsRead(tx);
      await insertMessage(tx, { ...message, messageId: 'id', businessId: null, timeToLive: 60_000 }, 'open');
      await openSubscriptions(tx, [subscription]);
      return [earlier, await rowsRead(tx)];
    });
    // then
    expect(await inbox.correlations('few rows')).toHaveLength(1);
    const read = [...after].map(([name, rows]) => [name, rows - (before.get(name) ?? 0)] as const);
    expect(new Map(read).get('message_subscription')).toBeGreaterThan(0);
    expect(read.filter(([, rows]) => rows > 10)).toEqual([]);
  });

  /** By this connection, since it last told the others. */
  async function rowsRead(tx: Transaction): Promise<ReadonlyMap<string, number>> {
    const { rows } = await tx.query<{ name: string; read: number }>(
      `select relname as name, (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::integer as read
       from pg_stat_xact_user_tables where schemaname = 'silkflow'`,
    );
    return new Map(rows.map(({ name, read }) => [name, read]));
  }

  /** The rows of the instance's workflow task with this number. */
  function commit(key: string, task: number, bodies: readonly EventBody[]): Promise<void> {
    return projection.commit({
      instance: {
        key,
        tenantId,
        processDefinitionKey: '1',
        processId: 'p',
        version: 1,
        definition: 'hash',
        businessId: null,
        root: key,
        parent: null,
        parentElementInstance: null,
      },
      fence: { run: 0, historyLength: task + 1, startedAt: task + 1 },
      base: task,
      digest: `after ${task}`,
      events: bodies.map((body) => ({ at: task, ...body })),
      answered: [],
    });
  }

  const created = (key: string): EventBody => ({
    type: 'instanceCreated',
    key,
    definition: 'hash',
    processId: 'p',
    flags: [],
    tenantId,
    businessId: null,
    root: key,
    parent: null,
  });

  const subscribed = (key: string, correlationKey: string): EventBody => ({
    type: 'messageSubscribed',
    key,
    elementInstance: key,
    element: 'catch',
    messageName,
    correlationKey,
    interrupting: true,
  });
});
