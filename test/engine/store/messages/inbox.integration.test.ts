import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '#engine/store/database.ts';
import { messageRefused, openSubscriptions } from '#engine/store/messages/index.ts';
import { type Inbox, openInbox } from './support/inbox.ts';

describe('the inbox', () => {
  let inbox: Inbox;

  beforeAll(async () => {
    inbox = await openInbox();
  });
  afterAll(() => inbox?.close());

  const correlations = (correlationKey: string) => inbox.correlations(correlationKey);
  const publish = (correlationKey: string, timeToLive = 60_000) => inbox.publish(correlationKey, { timeToLive });

  async function open(correlationKey: string, processId = 'p'): Promise<string> {
    const [key] = await inbox.open({ correlationKey, processId });
    return key ?? '';
  }

  function refused(messageKey: string, subscriptionKey: string, why: 'noSubscription' | 'suspended'): Promise<void> {
    return transaction(inbox.database, (tx) => messageRefused(tx, messageKey, subscriptionKey, why));
  }

  it('gives one message to one subscription of a process, and to every process', async () => {
    const mine = [await open('shared'), await open('shared')];
    const other = await open('shared', 'q');
    await publish('shared');
    expect((await correlations('shared')).map((row) => row.subscription_key)).toEqual([mine[0], other]);
  });

  it('matches a refused message again, with another subscription', async () => {
    const [gone, next] = [await open('again'), await open('again')];
    const message = await publish('again');
    await refused(message, gone, 'noSubscription');
    expect(await correlations('again')).toEqual([{ subscription_key: next, state: 'pending' }]);
    await inbox.taken(message, next);
    expect(await correlations('again')).toEqual([{ subscription_key: next, state: 'taken' }]);
  });

  it('brings a message again and again to a subscription that stays, each time under another id', async () => {
    // given
    const listener = await open('patient');
    const message = await publish('patient');
    // when
    for (let attempt = 1; attempt <= 3; attempt += 1) await refused(message, listener, 'suspended');
    // then
    const { rows } = await inbox.database.pool.query<{ request_id: string; operation: string; state: string }>(
      'select request_id, operation, state from silkflow.request where instance_key = $1 order by created_at',
      [listener],
    );
    const first = `message-${message}-${listener}`;
    expect(rows.map(({ request_id: id }) => id)).toEqual([first, `${first}-2`, `${first}-3`, `${first}-4`]);
    // The publisher brings its own delivery; nobody has the others yet.
    expect(rows.map(({ state }) => state)).toEqual(['sent', 'open', 'open', 'open']);
    const operation = { type: 'correlateMessage', subscription: listener, messageKey: message, variables: {} };
    expect(rows.map((row) => JSON.parse(row.operation) as unknown)).toEqual(Array(4).fill(operation));
  });

  it('leaves a process alone that has taken a message, when another process refuses it', async () => {
    // given: each process waits twice
    const taker = await open('each once');
    await open('each once');
    const [gone, next] = [await open('each once', 'q'), await open('each once', 'q')];
    const message = await publish('each once');
    await inbox.taken(message, taker);
    // when
    await refused(message, gone, 'noSubscription');
    // then
    expect(await correlations('each once')).toEqual([
      { subscription_key: taker, state: 'taken' },
      { subscription_key: next, state: 'pending' },
    ]);
  });

  it('brings a subscription that stays open one message after the other', async () => {
    // given
    const listener = await open('in turn');
    const [first] = [await publish('in turn'), await publish('in turn')];
    expect(await correlations('in turn')).toEqual([{ subscription_key: listener, state: 'pending' }]);
    // when
    await inbox.taken(first, listener);
    // then
    expect((await correlations('in turn')).map(({ state }) => state).toSorted()).toEqual(['pending', 'taken']);
  });

  it('brings a subscription that has closed no more', async () => {
    // given
    const listener = await open('closed');
    const [first] = [await publish('closed'), await publish('closed')];
    await inbox.database.pool.query(
      `update silkflow.message_subscription set state = 'closed' where subscription_key = $1`,
      [listener],
    );
    // when
    await inbox.taken(first, listener);
    // then
    expect(await correlations('closed')).toEqual([{ subscription_key: listener, state: 'taken' }]);
    const { rows } = await inbox.database.pool.query('select state from silkflow.request where instance_key = $1', [
      listener,
    ]);
    expect(rows).toEqual([{ state: 'done' }]);
  });

  it('does not keep a message without a time to live', async () => {
    await publish('late', 0);
    await open('late');
    expect(await correlations('late')).toEqual([]);
  });

  it('keeps a message as refused while one with its id, name and key is buffered, and no longer', async () => {
    // given
    const once = { messageId: 'once' };
    const first = await inbox.publish('twice', { ...once, timeToLive: 300 });
    // when
    await expect(inbox.publish('twice', once)).rejects.toThrow('duplicate');
    await expect(inbox.publish('twice', { ...once, timeToLive: 0 })).rejects.toThrow('duplicate');
    const elsewhere = await inbox.publish('twice elsewhere', once);
    await sleep(400);
    const later = await inbox.publish('twice', { ...once, timeToLive: 0 });
    const last = await inbox.publish('twice', once);
    // then
    const { rows } = await inbox.database.pool.query(
      `select message_key, state, duplicate_of from silkflow.message
       where message_id = 'once' and state <> 'refused' or duplicate_of = $1 order by message_key`,
      [first],
    );
    const refused = { message_key: expect.any(String), state: 'refused', duplicate_of: first };
    expect(rows).toEqual([
      { message_key: first, state: 'expired', duplicate_of: null },
      refused,
      refused,
      { message_key: elsewhere, state: 'buffered', duplicate_of: null },
      { message_key: later, state: 'expired', duplicate_of: null },
      { message_key: last, state: 'buffered', duplicate_of: null },
    ]);
  });

  it('leaves a message without a time to live as what became of it, with an id or without', async () => {
    // given
    for (const key of ['wanted', 'wanted too']) await open(key);
    // when
    const published = [
      await inbox.publish('wanted', { timeToLive: 0 }),
      await inbox.publish('wanted too', { timeToLive: 0, messageId: 'wanted' }),
      await inbox.publish('unwanted', { timeToLive: 0 }),
      await inbox.publish('unwanted', { timeToLive: 0, messageId: 'unwanted' }),
    ];
    // then
    const { rows } = await inbox.database.pool.query<{ state: string }>(
      'select state from silkflow.message where message_key = any($1) order by message_key',
      [published],
    );
    expect(rows.map(({ state }) => state)).toEqual(['correlated', 'correlated', 'expired', 'expired']);
  });

  it('gives what waits to those that open together, oldest to oldest, once per process', async () => {
    let run = 0;
    const processes = fc.constantFrom('p', 'q', 'r');
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 4 }),
        fc.array(processes, { maxLength: 3 }),
        fc.array(processes, { minLength: 1, maxLength: 6 }),
        async (messages, before, together) => {
          // given
          const correlationKey = `together ${(run += 1)}`;
          const published: string[] = [];
          for (let count = 0; count < messages; count += 1) published.push(await publish(correlationKey));
          const earlier = await inbox.open(...before.map((processId) => ({ correlationKey, processId })));
          // when
          const later = await inbox.open(...together.map((processId) => ({ correlationKey, processId })));
          await transaction(inbox.database, (tx) => openSubscriptions(tx, [...later, ...earlier]));
          // then
          const had = new Map<string, number>();
          const expected = [...before, ...together].map((processId) => {
            const turn = had.get(processId) ?? 0;
            had.set(processId, turn + 1);
            return published[turn] ?? null;
          });
          const { rows } = await inbox.database.pool.query<{ message_key: string | null }>(
            `select c.message_key from unnest($1::bigint[]) with ordinality as opened (key, place)
             left join silkflow.message_correlation c on c.subscription_key = opened.key order by place`,
            [[...earlier, ...later]],
          );
          expect(rows.map(({ message_key: key }) => key)).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });
});
