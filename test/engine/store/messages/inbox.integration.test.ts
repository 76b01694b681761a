import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, transaction } from '#engine/store/database.ts';
import { createKeyLease } from '#engine/store/definitions/index.ts';
import { messageRefused, messageTaken, openSubscriptions, publishMessage } from '#engine/store/messages/index.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/index.ts';

describe('the inbox', () => {
  let fresh: FreshDatabase;
  let database: Database;
  const keys = createKeyLease();

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url, { poolSize: 16, name: 'inbox test' });
  });
  afterAll(async () => {
    await database?.pool.end();
    await fresh?.drop();
  });

  /** Opens a subscription as the projection does: the row and its matching in one transaction. */
  async function open(correlationKey: string, processId = 'p'): Promise<string> {
    const key = await keys.next(database.pool);
    await transaction(database, async (tx) => {
      await tx.query(
        `insert into silkflow.message_subscription (subscription_key, instance_key, tenant_id, process_id,
           process_definition_key, element_instance_key, element_id, message_name, correlation_key, interrupting, state,
           created_at, updated_at)
         values ($1, $1, '<default>', $2, 1, $1, 'catch', 'paid', $3, true, 'open', now(), now())`,
        [key, processId, correlationKey],
      );
      await openSubscriptions(tx, [key]);
    });
    return key;
  }

  function publish(correlationKey: string, timeToLive = 60_000) {
    return publishMessage(database, keys, {
      tenantId: '<default>',
      name: 'paid',
      correlationKey,
      timeToLive,
      messageId: null,
      businessId: null,
      variables: {},
    });
  }

  async function correlations(correlationKey: string): Promise<{ subscription_key: string; state: string }[]> {
    const { rows } = await database.pool.query<{ subscription_key: string; state: string }>(
      `select c.subscription_key, c.state from silkflow.message_correlation c join silkflow.message m using (message_key)
       where m.correlation_key = $1 order by c.subscription_key`,
      [correlationKey],
    );
    return rows;
  }

  it('never lets publishing and opening miss each other, however they race (200 pairs)', async () => {
    const pairs = Array.from({ length: 200 }, (_, index) => `race-${index}`);
    await Promise.all(
      pairs.flatMap((key, index) => (index % 2 === 0 ? [publish(key), open(key)] : [open(key), publish(key)])),
    );
    for (const key of pairs) expect(await correlations(key), key).toHaveLength(1);
  });

  it('gives one message to one subscription of a process, and to every process', async () => {
    const mine = [await open('shared'), await open('shared')];
    const other = await open('shared', 'q');
    await publish('shared');
    expect((await correlations('shared')).map((row) => row.subscription_key)).toEqual([mine[0], other]);
  });

  it('matches a refused message again, with another subscription', async () => {
    const [gone, next] = [await open('again'), await open('again')];
    const published = await publish('again');
    if (published.kind !== 'published') throw new Error('not published');
    await transaction(database, (tx) => messageRefused(tx, published.messageKey, gone, 'noSubscription'));
    expect(await correlations('again')).toEqual([{ subscription_key: next, state: 'pending' }]);
    await transaction(database, (tx) => messageTaken(tx, published.messageKey, next));
    expect(await correlations('again')).toEqual([{ subscription_key: next, state: 'taken' }]);
  });

  it('leaves a process alone that has taken a message, when another process refuses it', async () => {
    // given: each process waits twice
    const taker = await open('each once');
    await open('each once');
    const [gone, next] = [await open('each once', 'q'), await open('each once', 'q')];
    const published = await publish('each once');
    if (published.kind !== 'published') throw new Error('not published');
    await transaction(database, (tx) => messageTaken(tx, published.messageKey, taker));
    // when
    await transaction(database, (tx) => messageRefused(tx, published.messageKey, gone, 'noSubscription'));
    // then
    expect(await correlations('each once')).toEqual([
      { subscription_key: taker, state: 'taken' },
      { subscription_key: next, state: 'pending' },
    ]);
  });

  it('brings a subscription that stays open one message after the other', async () => {
    // given
    const listener = await open('in turn');
    const [first, second] = [await publish('in turn'), await publish('in turn')];
    if (first.kind !== 'published' || second.kind !== 'published') throw new Error('not published');
    expect(await correlations('in turn')).toEqual([{ subscription_key: listener, state: 'pending' }]);
    // when
    await transaction(database, (tx) => messageTaken(tx, first.messageKey, listener));
    // then
    expect((await correlations('in turn')).map(({ state }) => state).toSorted()).toEqual(['pending', 'taken']);
  });

  it('does not keep a message without a time to live', async () => {
    await publish('late', 0);
    await open('late');
    expect(await correlations('late')).toEqual([]);
  });
});
