import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '#engine/store/database.ts';
import { lockCorrelations } from '#engine/store/messages/index.ts';
import { type Inbox, messageName as name, openInbox, tenantId } from './support/inbox.ts';

describe('publishing and opening at one point (design decision D7)', () => {
  let inbox: Inbox;

  beforeAll(async () => {
    inbox = await openInbox();
  });
  afterAll(() => inbox?.close());

  async function untilSomebodyWaits(): Promise<void> {
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`;
    while ((await inbox.database.pool.query(waiting)).rowCount === 0) await sleep(10);
  }

  it('never miss each other, however they race (200 pairs)', async () => {
    const pairs = Array.from({ length: 200 }, (_, index) => `race-${index}`);
    const publish = (key: string) => inbox.publish(key);
    const open = (correlationKey: string) => inbox.open({ correlationKey });
    await Promise.all(
      pairs.flatMap((key, index) => (index % 2 === 0 ? [publish(key), open(key)] : [open(key), publish(key)])),
    );
    for (const key of pairs) expect(await inbox.correlations(key), key).toHaveLength(1);
  });

  it('many at once: every message goes to each process once, and nobody is left waiting beside one', async () => {
    for (let round = 0; round < 10; round += 1) {
      // given: batches that open at several points, in any order, and as many messages as each process waits for
      const points = ['a', 'b', 'c', 'd'].map((point) => `many-${round}-${point}`);
      const [batches, messages] = [8, 8];
      const openers = Array.from({ length: batches }, (_, index) => {
        const shifted = [...points.slice(index % 4), ...points.slice(0, index % 4)];
        const waiting = shifted.flatMap((correlationKey) =>
          ['p', 'q'].map((processId) => ({ correlationKey, processId })),
        );
        return () => inbox.open(...waiting);
      });
      const publishers = points.flatMap((point) => Array.from({ length: messages }, () => () => inbox.publish(point)));
      // when
      const all = [...openers, ...publishers].toSorted(() => Math.random() - 0.5);
      await Promise.all(all.map((act) => act()));
      // then
      const { rows } = await inbox.database.pool.query<{ places: number; messages: number; subscriptions: number }>(
        `select count(*)::integer as places, count(distinct message_key)::integer as messages,
           count(distinct subscription_key)::integer as subscriptions
         from silkflow.message_correlation c join silkflow.message m using (message_key)
         where m.correlation_key = any($1)`,
        [points],
      );
      const places = points.length * messages * 2;
      expect(rows).toEqual([{ places, messages: points.length * messages, subscriptions: places }]);
    }
  });

  it('a publisher sees the subscription that was opened while it waited for the lock', async () => {
    // given
    const opener = transaction(inbox.database, async (tx) => {
      await lockCorrelations(tx, [{ tenantId, name, correlationKey: 'seen' }]);
      const publishing = inbox.publish('seen');
      await untilSomebodyWaits();
      await tx.query(
        `insert into silkflow.message_subscription select 17, 17, $1, 'p', 1, 17, 'catch', $2, 'seen', true, 'open',
           now(), now()`,
        [tenantId, name],
      );
      return { publishing };
    });
    // when
    await (
      await opener
    ).publishing;
    // then
    expect(await inbox.correlations('seen')).toEqual([{ subscription_key: '17', state: 'pending' }]);
  });

  it('a subscription sees the message that was published while it waited for the lock', async () => {
    // given
    const publisher = transaction(inbox.database, async (tx) => {
      await lockCorrelations(tx, [{ tenantId, name, correlationKey: 'heard' }]);
      const opening = inbox.open({ correlationKey: 'heard' });
      await untilSomebodyWaits();
      await tx.query(
        `insert into silkflow.message (message_key, tenant_id, name, correlation_key, variables, expires_at, state)
         values (18, $1, $2, 'heard', '{}', now() + interval '1 minute', 'buffered')`,
        [tenantId, name],
      );
      return { opening };
    });
    // when
    const [subscription] = await (await publisher).opening;
    // then
    expect(await inbox.correlations('heard')).toEqual([{ subscription_key: subscription, state: 'pending' }]);
  });
});

describe('the lock of a correlation point', () => {
  let inbox: Inbox;

  beforeAll(async () => {
    inbox = await openInbox();
  });
  afterAll(() => inbox?.close());

  const word = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));
  const point = fc.record({ tenantId: word, name: word, correlationKey: word });

  /** The advisory locks that a transaction holds after this. */
  function locksAfter(work: Parameters<typeof transaction<void>>[1]): Promise<readonly string[]> {
    return transaction(inbox.database, async (tx) => {
      await work(tx);
      const { rows } = await tx.query<{ lock: string }>(
        `select (classid::bigint << 32 | objid::bigint)::text as lock from pg_locks
         where locktype = 'advisory' and pid = pg_backend_pid() order by 1`,
      );
      return rows.map(({ lock }) => lock);
    });
  }

  it('is the hash of its JSON text, as earlier versions of the engine take it beside this one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(point, { minLength: 1, maxLength: 20, selector: JSON.stringify }),
        async (points) => {
          const texts = points.map((one) => JSON.stringify([one.tenantId, one.name, one.correlationKey]));
          const { rows } = await inbox.database.pool.query<{ lock: string }>(
            'select hashtextextended(name, 0)::text as lock from unnest($1::text[]) as t (name) order by 1',
            [texts],
          );
          expect(await locksAfter((tx) => lockCorrelations(tx, points))).toEqual(rows.map(({ lock }) => lock));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is taken in one order whatever the order of the points: nobody ends as a deadlock', async () => {
    const points = Array.from({ length: 30 }, (_, index) => ({ tenantId, name, correlationKey: `point-${index}` }));
    const lockSome = () =>
      transaction(inbox.database, async (tx) => {
        await lockCorrelations(tx, points.toSorted(() => Math.random() - 0.5).slice(0, 15));
      });
    await Promise.all(Array.from({ length: 600 }, lockSome));
  });
});
