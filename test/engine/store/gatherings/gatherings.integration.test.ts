import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventOptions } from '#engine/testing/index.ts';
import { openShop, type Server, type Shop } from './shop.ts';

const paid: EventOptions = { message: 'paid' };
const packed: EventOptions = { message: 'packed' };
const cleared: EventOptions = { message: 'cleared' };
const open: EventOptions = { signal: 'open' };
const hour = 3_600_000;

describe('what waits for several things before there is an instance', () => {
  let shop: Shop;
  let one: Server;
  let two: Server;
  let three: Server;

  beforeAll(async () => {
    shop = await openShop();
    [one, two, three] = shop.servers;
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop?.close());

  let versions = 0;
  const server = (index: number): Server => (index % 3 === 0 ? one : index % 3 === 1 ? two : three);
  const deploy = (several: readonly EventOptions[]): Promise<string> => one.deploy(several, String((versions += 1)));

  it('starts one instance when the last part has come, with the key that was told before (MUL5)', async () => {
    // given
    const version = await deploy([paid, packed, open]);
    // when
    const first = await one.publish('paid', 'A-1', { amount: 3, by: 'card' });
    const again = await two.signal('open', { by: 'signal', dock: 7 });
    expect(again).toEqual([]);
    expect(await shop.waiting(version)).toEqual(['2 of 3 (A-1)']);
    const last = await two.publish('packed', 'A-1', { boxes: 2 });
    // then
    if (first.kind !== 'published' || last.kind !== 'published') throw new Error('not published');
    expect(first.gathering).toHaveLength(1);
    expect(last).toMatchObject({ started: first.gathering, gathering: [] });
    expect(await shop.started()).toEqual([{ amount: 3, by: 'signal', dock: 7, boxes: 2 }]);
    expect(await shop.waiting(version)).toEqual([]);
  });

  it.each([2, 3, 4])(
    'N keys and three parts at once give N instances and leave nothing (MUL5), seed %i',
    async (seed) => {
      // given: each part of each key once, in any order, from three servers
      const version = await deploy([paid, packed, cleared]);
      const keys = Array.from({ length: 25 }, (_, index) => `race-${index}`);
      const parts = keys.flatMap((key) => ['paid', 'packed', 'cleared'].map((name) => ({ key, name })));
      // when
      await Promise.all(
        shuffled(parts, seed).map(({ key, name }, index) => server(index).publish(name, key, { [name]: key, key })),
      );
      // then
      const started = await shop.started();
      expect(new Set(started.map(({ key }) => key))).toEqual(new Set(keys));
      expect(started).toHaveLength(keys.length);
      for (const { key, ...own } of started) expect(own).toEqual({ paid: key, packed: key, cleared: key });
      expect(await shop.waiting(version)).toEqual([]);
    },
  );

  it('parts without a key that race with messages lose nothing and start nothing twice (MUL6)', async () => {
    // given: as many signals as messages
    const version = await deploy([paid, open]);
    const keys = Array.from({ length: 20 }, (_, index) => `mixed-${index}`);
    // when
    const acts = shuffled(
      keys.map((key) => () => one.publish('paid', key, { key })),
      5,
    );
    await Promise.all([...acts.map((act) => act()), ...keys.map(() => two.signal('open'))]);
    // then: a signal may have been for several at once, so some may wait for nothing but the other part
    const before = await shop.waiting(version);
    expect(new Set(before).size).toBeLessThan(2);
    if (before.some((text) => text.includes('('))) await one.signal('open');
    const started = await shop.started();
    expect(new Set(started.map(({ key }) => key))).toEqual(new Set(keys));
    expect(started).toHaveLength(keys.length);
  });

  it('a deployment in the middle of messages leaves no part with a version that is gone', async () => {
    // given
    const before = await deploy([paid, packed]);
    const keys = Array.from({ length: 20 }, (_, index) => `moved-${index}`);
    // when
    const [after] = await Promise.all([
      deploy([paid, packed]),
      ...keys.map((key, index) => server(index).publish('paid', key)),
    ]);
    // then: what came before is in the audit, what came after waits
    expect(await shop.waiting(before)).toEqual([]);
    const { rows } = await shop.database.pool.query<{ target: string; before: string }>(
      `select target, before from silkflow.audit where action = 'dropGathering'`,
    );
    const told = rows.map(
      ({ target }) => JSON.parse(target) as { processDefinitionKey: string; correlationKey: string },
    );
    expect(told.every(({ processDefinitionKey }) => processDefinitionKey === before)).toBe(true);
    const waiting = (await shop.waiting(after)).map((text) => /\((.*)\)/.exec(text)?.[1] ?? '');
    expect([...told.map(({ correlationKey }) => correlationKey), ...waiting].toSorted()).toEqual(keys.toSorted());
  });

  it('deployments of several processes and what comes for them do not hold each other up', async () => {
    // given: one message is for both
    await one.deploy([paid, packed], 'a', 'shipping');
    await one.deploy([paid, packed], 'a', 'billing');
    // when
    const rounds = Array.from({ length: 8 }, async (_, round) => {
      await one.deploy([paid, packed], `b${round}`, round % 2 === 0 ? 'shipping' : 'billing');
      await Promise.all([two.publish('paid', `k-${round}`), one.publish('packed', `k-${round}`), two.signal('open')]);
    });
    // then: no deadlock was found by the database
    await expect(Promise.all(rounds)).resolves.toHaveLength(8);
  });

  it('a message that is refused as a duplicate joins nothing; one id joins once', async () => {
    const version = await deploy([paid, packed]);
    const options = { timeToLive: hour, messageId: 'm-1' };
    await one.publish('paid', 'A-1', { n: 1 }, options);
    expect((await two.publish('paid', 'A-1', { n: 2 }, options)).kind).toBe('duplicate');
    expect(await shop.waiting(version)).toEqual(['1 of 2 (A-1)']);
    await one.publish('packed', 'A-1');
    expect(await shop.started()).toEqual([{ n: 1 }]);
  });

  it('the same part twice for one key opens a second gathering (MUL6)', async () => {
    const version = await deploy([paid, packed]);
    await one.publish('paid', 'A-1');
    await one.publish('paid', 'A-1');
    expect(await shop.waiting(version)).toEqual(['1 of 2 (A-1)', '1 of 2 (A-1)']);
  });

  it('a signal that is broadcast again under its name joins nothing', async () => {
    const version = await deploy([paid, open]);
    await one.signal('open', {}, 'once');
    await two.signal('open', {}, 'once');
    expect(await shop.waiting(version)).toEqual(['1 of 2']);
  });

  it('an evaluation that is repeated under its name gives the instances of the first time', async () => {
    await deploy([paid, { condition: 'stock < 5' }]);
    await one.publish('paid', 'A-1');
    await one.publish('paid', 'A-2');
    const first = await one.conditions({ stock: 3 }, 'asked');
    expect(first).toHaveLength(2);
    expect(await two.conditions({ stock: 3 }, 'asked')).toEqual(first);
    expect(await shop.started()).toHaveLength(2);
  });

  it('a timer joins once, whichever server comes first, and again when its row is set back', async () => {
    // given
    const version = await deploy([paid, { timer: { cycle: 'R/PT1H' } }]);
    const due = new Date(Date.now() - 1_000);
    const setBack = () =>
      shop.database.pool.query('update silkflow.start_subscription set due_at = $1 where due_at is not null', [due]);
    // when
    await setBack();
    await Promise.all(shop.servers.map((server) => server.timers()));
    await setBack();
    await Promise.all(shop.servers.map((server) => server.timers()));
    // then: the same firing is the same part
    expect(await shop.waiting(version)).toEqual(['1 of 2']);
    await one.publish('paid', 'A-1', { amount: 3 });
    expect(await shop.started()).toEqual([{ amount: 3 }]);
  });

  it('a message waits in the inbox while its key is held, and comes when it is free (MUL7)', async () => {
    // given: an instance of A-1
    const version = await deploy([paid, packed]);
    await one.publish('paid', 'A-1');
    const started = await one.publish('packed', 'A-1');
    const instance = started.kind === 'published' ? (started.started[0] ?? '') : '';
    // when
    for (let n = 0; n < 25; n += 1) await one.publish('paid', 'A-1', { n }, { timeToLive: hour });
    await one.publish('packed', 'A-1', {}, { timeToLive: hour });
    await one.publish('packed', 'A-1', { lost: true });
    expect(await shop.waiting(version)).toEqual([]);
    // then: all that waited is looked at, more than one batch of the inbox
    expect(await one.free('A-1', instance)).toHaveLength(1);
    expect((await shop.started())[1]).toEqual({ n: 0 });
    expect(await shop.waiting(version)).toEqual(Array.from({ length: 24 }, () => '1 of 2 (A-1)'));
  });

  it('a key that becomes free meets what is published just then (MUL7)', async () => {
    // given: twenty instances of twenty keys
    const version = await deploy([paid, packed]);
    const keys = Array.from({ length: 20 }, (_, index) => `freed-${index}`);
    for (const key of keys) await one.publish('paid', key);
    const first = await Promise.all(keys.map((key) => two.publish('packed', key)));
    // when: each ends while the parts of its successor come
    await Promise.all(
      keys.flatMap((key, index) => {
        const ended = first[index]?.kind === 'published' ? (first[index].started[0] ?? '') : '';
        const publish = (name: string) => server(index).publish(name, key, { key }, { timeToLive: hour });
        const acts = [() => publish('paid'), () => three.free(key, ended), () => publish('packed')];
        return shuffled(acts, index + 1).map((act) => act());
      }),
    );
    // then
    expect(await shop.waiting(version)).toEqual([]);
    expect(await shop.started()).toHaveLength(2 * keys.length);
  });

  it('what is complete waits for its key, outlives a new version, and starts once the key is free (MUL7)', async () => {
    // given: two of one key
    const version = await deploy([paid, open]);
    await one.publish('paid', 'A-1', { n: 1 });
    await one.publish('paid', 'A-1', { n: 2 });
    const [instance = ''] = await one.signal('open');
    expect(await shop.waiting(version)).toEqual(['2 of 2 (A-1)']);
    // when
    await deploy([paid, open]);
    const [next = ''] = await one.free('A-1', instance);
    // then
    expect(await shop.started()).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await one.free('A-1', next)).toEqual([]);
  });

  it('a process takes a message once, though another of its start events waits for it alone', async () => {
    const version = await deploy([paid, packed]);
    const published = await one.publish('paid', 'A-1', {}, { timeToLive: hour });
    if (published.kind !== 'published') throw new Error('not published');
    const { rows } = await shop.database.pool.query<{ state: string; instance_key: string }>(
      'select state, instance_key from silkflow.message_correlation where message_key = $1',
      [published.messageKey],
    );
    expect(rows).toEqual([{ state: 'taken', instance_key: published.gathering[0] }]);
    expect(await shop.waiting(version)).toEqual(['1 of 2 (A-1)']);
  });
});

function shuffled<T>(all: readonly T[], seed: number): readonly T[] {
  const ranks = all.map((_, index) => (Math.sin((index + 1) * seed * 12.9898) * 43_758.5453) % 1);
  return all
    .map((one, index) => ({ one, rank: ranks[index] ?? 0 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
}
