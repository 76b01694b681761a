import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isBalanced, trialBalance } from '#activities/commerce/ledger/store/trial-balance.ts';
import { generateOrder } from '#activities/commerce/orders/generator/generate-order.ts';
import { importOrders } from '#activities/commerce/orders/import/import-orders.ts';
import { readRetailFile } from '#activities/commerce/orders/import/read-retail-file.ts';
import { startClerk } from './support/clerk.ts';
import type { Shop } from './support/shop.ts';
import { openShop } from './support/shop.ts';

const minute = 60_000;

describe('shipped processes on Temporal, with simulators', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
    await shop.startWorker();
  }, 3 * minute);
  afterAll(() => shop?.close());

  async function statuses(prefix: string): Promise<Record<string, string>> {
    const { rows } = await shop.pool.query<{ order_id: string; status: string }>(
      'select order_id, status from commerce.sales_order where order_id like $1',
      [`${prefix}%`],
    );
    return Object.fromEntries(rows.map((row) => [row.order_id, row.status]));
  }

  async function allEnded(prefix: string, count: number): Promise<void> {
    const ended = new Set(['settled', 'cancelled', 'rejected']);
    await vi.waitFor(
      async () => {
        const found = Object.values(await statuses(prefix));
        expect(found.filter((status) => ended.has(status))).toHaveLength(count);
      },
      { timeout: 4 * minute, interval: 1_000 },
    );
  }

  it(
    'ends each order once, with books and stock right, though the worker is killed in the middle',
    async () => {
      // given
      const clerk = startClerk(shop);
      const cancelled = new Set<string>();
      const count = 16;
      // when
      for (let index = 1; index <= count; index += 1) {
        const { order } = generateOrder('crash', index, new Date());
        await shop.client.startOrder(order, { pace: 'demo' });
        if (index % 5 === 0) {
          await shop.client.cancelOrder(order.orderId, 'second thoughts');
          cancelled.add(order.orderId);
        }
        if (index === 10) {
          await sleep(700);
          await shop.killWorker();
          await shop.startWorker();
        }
      }
      await allEnded('SF-crash-', count);
      await clerk.stop();
      // then
      const found = await statuses('SF-crash-');
      const settled = Object.keys(found).filter((id) => found[id] === 'settled');
      expect(settled.length).toBeGreaterThan(count / 2);
      for (const id of cancelled) expect(['cancelled', 'settled', 'rejected']).toContain(found[id]);
      expect(isBalanced(await trialBalance(shop.pool))).toBe(true);
      await expectEffectsOnce(settled);
    },
    6 * minute,
  );

  /** Each settled order has one sale, one capture and one shipment; no other order holds money or goods. */
  async function expectEffectsOnce(settled: readonly string[]): Promise<void> {
    const one = async (sql: string): Promise<Record<string, number>> => {
      const { rows } = await shop.pool.query<{ order_id: string; count: string }>(sql);
      return Object.fromEntries(rows.map((row) => [row.order_id, Number(row.count)]));
    };
    const exactlySettled = Object.fromEntries(settled.map((id) => [id, 1]));
    const entries = `select order_id, count(*) from commerce.journal_entry where kind = 'sale' group by order_id`;
    expect(await one(entries)).toEqual(exactlySettled);
    const captures = `select order_id, count(*) from commerce.payment where state = 'captured' group by order_id`;
    expect(await one(captures)).toEqual(exactlySettled);
    expect(await one(`select order_id, count(*) from commerce.payment where state = 'held' group by order_id`)).toEqual(
      {},
    );
    const shipped = `select order_id, count(*) from commerce.stock_reservation where state = 'shipped' group by order_id`;
    expect(await one(shipped)).toEqual(exactlySettled);
    const { rows } = await shop.pool.query(
      `select level.site, level.sku from commerce.stock_level as level
       left join lateral (
         select coalesce(sum(case kind when 'opening' then quantity when 'ship' then -quantity when 'return' then quantity
                                       when 'receive' then quantity else 0 end), 0) as on_hand,
                coalesce(sum(case kind when 'reserve' then quantity when 'release' then -quantity when 'ship' then -quantity
                                       else 0 end), 0) as reserved
         from commerce.stock_movement as moved where moved.site = level.site and moved.sku = level.sku) as sums on true
       where sums.on_hand <> level.on_hand or sums.reserved <> level.reserved or level.reserved <> 0`,
    );
    expect(rows).toEqual([]);
  }

  it('answers the same order again with its instance, ended or not', async () => {
    const { order } = generateOrder('crash', 1, new Date());
    const first = await shop.client.startOrder(order, { pace: 'demo' });
    expect(await shop.client.startOrder(order, { pace: 'demo' })).toEqual(first);
  });

  it(
    'waits for customs, goes on with the release, and ships',
    async () => {
      // given
      await shop.steer('next', { party: 'customs', effect: 'hold', reason: 'EXAM-PHYSICAL' });
      const { order } = generateOrder('plain', 2, new Date());
      const { instanceKey } = await shop.client.startOrder(
        { ...order, orderId: 'HOLD-1', paymentToken: 'tok_visa' },
        { pace: 'business' },
      );
      const waiting = { filter: { processInstanceKey: instanceKey, elementId: 'Wait_Hold', state: 'ACTIVE' } };
      await vi.waitFor(
        async () =>
          expect(await shop.post('/v2/element-instances/search', waiting)).toMatchObject({ page: { totalItems: 1 } }),
        { timeout: minute, interval: 500 },
      );
      // when
      await shop.steer('customs/release', { reference: 'HOLD-1' });
      // then
      await allEnded('HOLD-', 1);
      expect(await statuses('HOLD-')).toEqual({ 'HOLD-1': 'settled' });
    },
    3 * minute,
  );

  it(
    'imports invoices once, however often the file is read',
    async () => {
      const file = [
        'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
        '900001,85123A,Lantern,6,12/1/10 8:26,2.55,17850,United Kingdom',
        '900002,22633,Warmer,3,12/1/10 8:28,1.85,17851,France',
        'C900003,22633,Warmer,-3,12/1/10 8:28,1.85,17851,France',
      ].join('\n');
      const { orders } = readRetailFile(file, 'Europe/London');
      expect(await importOrders(shop.client, orders, () => undefined)).toEqual({ started: 2, known: 0, refused: [] });
      await allEnded('OR-', 2);
      expect(await importOrders(shop.client, orders, () => undefined)).toEqual({ started: 0, known: 2, refused: [] });
      expect(await statuses('OR-')).toEqual({ 'OR-900001': 'settled', 'OR-900002': 'settled' });
    },
    3 * minute,
  );
});
