import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isBalanced, trialBalance } from '#activities/commerce/ledger/store/trial-balance.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { ActivityBench } from './support/activity-bench.ts';
import { startActivityBench } from './support/activity-bench.ts';

let bench: ActivityBench;
beforeAll(async () => {
  bench = await startActivityBench();
});
afterAll(() => bench.stop());

let orders = 0;
function orderTo(country: string, more: JsonObject = {}): JsonObject & { readonly orderId: string } {
  orders += 1;
  return {
    orderId: `T-${orders}`,
    channel: 'test',
    placedAt: '2026-11-20T10:00:00+01:00',
    currency: 'EUR',
    buyer: { name: 'Anna Weber', country },
    shipTo: { name: 'Anna Weber', street: 'Lindenstr. 5', city: 'Köln', postcode: '50674', country },
    shipFrom: { site: 'SHENZHEN', country: 'CN' },
    lines: [
      { sku: 'TSHIRT-COT-M', quantity: 2, unitPriceMinor: 1490 },
      { sku: 'WATCH-QUARTZ-01', quantity: 1, unitPriceMinor: 4900 },
    ],
    shippingMinor: 590,
    totalMinor: 11_000,
    paymentToken: 'tok_visa',
    ...more,
  };
}

async function level(sku: string): Promise<{ on_hand: number; reserved: number; inbound: number }> {
  const { rows } = await bench.pool.query(
    `select on_hand, reserved, inbound from commerce.stock_level where site = 'SHENZHEN' and sku = $1`,
    [sku],
  );
  return rows[0];
}

describe('an order from registration to settlement', () => {
  it('goes through with every effect once and leaves a balanced ledger', async () => {
    // given
    const before = await level('TSHIRT-COT-M');
    const order = orderTo('DE');
    const orderId = order.orderId;
    // when
    const registered = await bench.complete('orders.register', { order, pace: 'demo' });
    const reserved = await bench.complete('stock.reserve', { order });
    const held = await bench.complete('funds.hold', { order, declines: 0 });
    const screened = await bench.complete('screening.screen', { order });
    const quoted = await bench.complete('tax.quote', { order });
    const booked = await bench.complete('freight.book', { order });
    const filed = await bench.complete('customs.file', { order, ...quoted });
    await vi.waitFor(() => expect(bench.messages.map((each) => each.name)).toContain('customs-released'), 10_000);
    await bench.complete('freight.hand-over', booked);
    await bench.complete('stock.ship', reserved);
    await vi.waitFor(() => expect(bench.messages.map((each) => each.name)).toContain('parcel-collected'), 10_000);
    await bench.complete('orders.begin-settlement', { orderId });
    await bench.complete('funds.capture', held);
    const posted = await bench.complete('ledger.post-settlement', { order, ...quoted, ...booked });
    const closed = await bench.complete('orders.close', { orderId });
    // then
    expect(registered).toMatchObject({ orderId, declines: 0, timers: { customsHold: 'PT30S' } });
    expect(screened).toMatchObject({ screening: { score: 0, caseId: null } });
    expect(quoted).toMatchObject({ quote: { status: 'quoted', scheme: 'IOSS', declaration: 'H7', dutyMinor: 600 } });
    expect(filed).toMatchObject({ declaration: { kind: 'H7' } });
    expect(posted).toMatchObject({ ledgerEntries: [`${orderId}:sale`, `${orderId}:capture`, `${orderId}:freight`] });
    expect(closed).toEqual({ orderStatus: 'settled' });
    expect(await level('TSHIRT-COT-M')).toMatchObject({ on_hand: before.on_hand - 2, reserved: before.reserved });
    expect(bench.messages.filter((each) => each.correlationKey === orderId).map((each) => each.name)).toEqual([
      'customs-released',
      'parcel-collected',
    ]);
    expect(isBalanced(await trialBalance(bench.pool))).toBe(true);
  });

  it('posts an order in dollars in both currencies, with the realised exchange difference', async () => {
    // given
    await bench.pool.query(
      `insert into commerce.fx_rate values ('2026-11-19', 'USD', 1.10, 'test'), ('2026-11-21', 'USD', 1.25, 'test')`,
    );
    const order = orderTo('US', {
      currency: 'USD',
      shipTo: { name: 'Ann Lee', country: 'US', region: 'CA' },
      totalMinor: 12_500,
    });
    const quoted = await bench.complete('tax.quote', { order });
    // when
    await bench.complete('ledger.post-settlement', { order, ...quoted });
    // then
    const { rows } = await bench.pool.query(
      `select account, currency, amount_minor::int as amount, base_minor::int as base from commerce.journal_line
       where entry_id = $1 order by line_number`,
      [`${order.orderId}:capture`],
    );
    expect(rows).toEqual([
      { account: 'bank', currency: 'USD', amount: 12_500, base: 10_000 },
      { account: 'payment-provider', currency: 'USD', amount: -12_500, base: -11_364 },
      { account: 'exchange-gain-loss', currency: 'USD', amount: 0, base: 1_364 },
    ]);
    expect(isBalanced(await trialBalance(bench.pool))).toBe(true);
  });
});

describe('the same key again', () => {
  it.each([
    ['stock.reserve', {}],
    ['funds.hold', { declines: 0 }],
    ['screening.screen', {}],
    ['tax.quote', {}],
    ['freight.book', {}],
    ['orders.register', { pace: 'demo' }],
  ])('%s answers its first result and takes effect once', async (type, more) => {
    // given
    const order = orderTo('FR');
    const call = { idempotencyKey: `same-${type}`, elementInstanceKey: `same-${type}` };
    const before = await level('TSHIRT-COT-M');
    // when
    const answers = await Promise.all([1, 2, 3].map(() => bench.run(type, { order, ...more }, call)));
    const later = await bench.run(type, { order, ...more }, call);
    // then
    expect(new Set([...answers, later].map((answer) => JSON.stringify(answer))).size).toBe(1);
    const after = await level('TSHIRT-COT-M');
    expect(after.reserved - before.reserved).toBe(type === 'stock.reserve' ? 2 : 0);
  });
});

describe('taking back', () => {
  it.each([
    [
      'stock.reserve',
      {},
      `select count(*)::int as open from commerce.stock_reservation where state = 'reserved' and order_id = $1`,
    ],
    [
      'funds.hold',
      { declines: 0 },
      `select count(*)::int as open from commerce.payment where state = 'held' and order_id = $1`,
    ],
    [
      'freight.book',
      {},
      `select count(*)::int as open from commerce.shipment where state = 'booked' and order_id = $1`,
    ],
  ])('undo of %s reverses the effect, and bars an attempt that comes late', async (type, more, open) => {
    const order = orderTo('DE');
    const call = { idempotencyKey: `undo-${type}` };
    await bench.complete(type, { order, ...more }, call);
    // when
    await bench.complete(`${type}.undo`, { order, ...more }, call);
    await bench.complete(`${type}.undo`, { order, ...more }, call);
    const late = await bench.run(type, { order, ...more }, call);
    // then
    expect(late.kind).toBe('fatal');
    const { rows } = await bench.pool.query(open, [order.orderId]);
    expect(rows[0]).toEqual({ open: 0 });
  });

  it.each([['stock.reserve'], ['funds.hold'], ['freight.book']])('undo before %s leaves a tombstone', async (type) => {
    const order = orderTo('DE');
    const before = await level('TSHIRT-COT-M');
    const call = { idempotencyKey: `tomb-${type}` };
    await bench.complete(`${type}.undo`, { order }, call);
    const late = await bench.run(type, { order }, call);
    expect(late.kind === 'fatal' || late.kind === 'businessError').toBe(true);
    expect(await level('TSHIRT-COT-M')).toEqual(before);
  });

  it('returns shipped goods to stock when the parcel is recalled', async () => {
    const before = await level('WATCH-QUARTZ-01');
    const order = orderTo('DE');
    const reserved = await bench.complete('stock.reserve', { order });
    const booked = await bench.complete('freight.book', { order });
    await bench.complete('freight.hand-over', booked);
    await bench.complete('stock.ship', reserved);
    expect(await bench.complete('freight.cancel', booked)).toEqual({ shipmentState: 'recalled' });
    expect(await bench.complete('stock.release', reserved)).toEqual({ reservationState: 'returned' });
    expect(await level('WATCH-QUARTZ-01')).toEqual(before);
  });
});

describe('business errors', () => {
  it('STOCK_SHORT names what is missing and reserves nothing', async () => {
    const before = await level('TSHIRT-COT-M');
    const order = orderTo('DE', {
      lines: [
        { sku: 'TSHIRT-COT-M', quantity: 1, unitPriceMinor: 1490 },
        { sku: 'TEASET-CELADON', quantity: 100_000, unitPriceMinor: 6490 },
      ],
    });
    const result = await bench.run('stock.reserve', { order });
    expect(result).toMatchObject({
      kind: 'businessError',
      code: 'STOCK_SHORT',
      variables: { short: [{ sku: 'TEASET-CELADON' }] },
    });
    expect(await level('TSHIRT-COT-M')).toEqual(before);
  });

  it('an article for which the site keeps no stock is procured for the order, not short', async () => {
    const order = orderTo('DE', { lines: [{ sku: 'MADE-TO-ORDER', quantity: 3, unitPriceMinor: 900 }] });
    const reserved = await bench.complete('stock.reserve', { order });
    expect(reserved).toMatchObject({ reservation: { lines: [], procured: ['MADE-TO-ORDER'] } });
    expect(await bench.complete('stock.ship', reserved)).toEqual({ reservationState: 'shipped' });
  });

  it('PAYMENT_DECLINED counts the tries; a new attempt may succeed', async () => {
    const order = orderTo('DE', { paymentToken: 'tok_declined_once' });
    const first = await bench.run('funds.hold', { order, declines: 0 });
    expect(first).toMatchObject({
      code: 'PAYMENT_DECLINED',
      variables: { declines: 1, declineCode: 'try_again_later' },
    });
    expect(await bench.complete('funds.hold', { order, declines: 1 })).toMatchObject({ hold: { amountMinor: 11_000 } });
  });

  it('ORDER_DUPLICATE names the instance that has the order', async () => {
    const order = orderTo('DE');
    await bench.complete('orders.register', { order }, { processInstanceKey: '1001' });
    const again = await bench.run('orders.register', { order }, { processInstanceKey: '1002' });
    expect(again).toMatchObject({
      kind: 'businessError',
      code: 'ORDER_DUPLICATE',
      variables: { firstInstanceKey: '1001' },
    });
  });

  it('a variable of the wrong shape is an incident that names it', async () => {
    const result = await bench.run('funds.hold', { order: { ...orderTo('DE'), currency: 'euro' } });
    expect(result).toMatchObject({ kind: 'fatal', message: expect.stringContaining('order.currency') });
  });
});

describe('cancellation against settlement', () => {
  it('exactly one of the two wins, whoever comes first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const order = orderTo('DE');
      const orderId = order.orderId;
      await bench.complete('orders.register', { order });
      const [settle, cancel] = await Promise.all([
        bench.run('orders.begin-settlement', { orderId }),
        bench.run('orders.request-cancellation', { orderId }),
      ]);
      const settling = settle.kind === 'completed';
      const cancelling = cancel.kind === 'completed' && cancel.variables['cancellationAccepted'] === true;
      expect([settling, cancelling].filter(Boolean)).toHaveLength(1);
    }
  });
});

describe('what only a person can answer', () => {
  it('asks about an unknown article, learns the ruling, and quotes the next time', async () => {
    const order = orderTo('DE', {
      lines: [{ sku: 'NEW-1', description: 'Bamboo bowl', quantity: 1, unitPriceMinor: 900 }],
    });
    const asked = await bench.complete('tax.quote', { order });
    expect(asked).toMatchObject({ quote: { status: 'unknown', question: 'article', subject: 'NEW-1' } });
    const ruling = { decision: 'answer', hsCode: '441911', origin: 'CN', weightGrams: 220, applyToAll: true };
    await bench.complete('tax.record-ruling', { order, ...asked, ruling });
    expect(await bench.complete('tax.quote', { order })).toMatchObject({ quote: { status: 'quoted', dutyMinor: 300 } });
  });

  it('asks about a country it does not know, by name, and about one without rules', async () => {
    const named = orderTo('DE', { shipTo: { name: 'A', country: null, countryName: 'Freedonia' } });
    const asked = await bench.complete('tax.quote', { order: named });
    expect(asked).toMatchObject({ quote: { question: 'country', subject: 'Freedonia' } });
    await bench.complete('tax.record-ruling', {
      order: named,
      ...asked,
      ruling: { decision: 'answer', country: 'DE' },
    });
    expect(await bench.complete('tax.quote', { order: named })).toMatchObject({ quote: { status: 'quoted' } });

    const ruleless = orderTo('BR');
    const question = await bench.complete('tax.quote', { order: ruleless });
    expect(question).toMatchObject({ quote: { question: 'country', subject: 'BR' } });
    const ruled = await bench.complete('tax.record-ruling', {
      order: ruleless,
      ...question,
      ruling: { decision: 'untaxed' },
    });
    expect(await bench.complete('tax.quote', { order: ruleless, ...ruled })).toMatchObject({
      quote: { scheme: 'UNTAXED_BY_RULING', taxMinor: 0, liableParty: 'importer' },
    });
  });

  it('asks for a duty rate that the tariff sample lacks, and for what was not answered once more', async () => {
    const order = orderTo('DE', {
      lines: [{ sku: 'NEW-2', description: 'Oil painting', quantity: 1, unitPriceMinor: 90_000 }],
    });
    const about = { decision: 'answer', hsCode: '970121', origin: 'CN' };
    const article = await bench.complete('tax.quote', { order });
    await bench.complete('tax.record-ruling', { order, ...article, ruling: about });
    const asked = await bench.complete('tax.quote', { order });
    expect(asked).toMatchObject({ quote: { question: 'duty-rate', subject: 'EU 970121' } });
    const missed = await bench.complete('tax.record-ruling', { order, ...asked, ruling: { ...about, hsCode: '' } });
    expect(missed).toMatchObject({ rulingNote: expect.stringContaining('not answered') });
    await bench.complete('tax.record-ruling', { order, ...asked, ruling: { ...about, dutyPercent: 2.5 } });
    expect(await bench.complete('tax.quote', { order })).toMatchObject({
      quote: {
        status: 'quoted',
        dutyMinor: 2_250,
        unverified: expect.arrayContaining([expect.stringContaining('rate:970121')]),
      },
    });
  });

  it('remembers a cleared pair, so that the same party is not held up twice', async () => {
    const order = orderTo('DE', {
      buyer: { name: 'Oleg Zarnowsky', country: 'DE' },
      shipTo: { name: 'Oleg Zarnowsky', country: 'DE' },
    });
    const screened = await bench.complete('screening.screen', { order });
    expect(screened).toMatchObject({
      screening: { hits: [{ entryName: expect.stringContaining('ZARNOVSKY') }], priorDecision: 'none' },
    });
    await bench.complete('screening.decide', {
      ...screened,
      review: { decision: 'clear', reason: 'other birthday' },
      reviewer: 'lin',
    });
    const again = await bench.complete('screening.screen', {
      order: { ...order, orderId: `${order.orderId}-b` },
    });
    expect(again).toMatchObject({ screening: { priorDecision: 'cleared' } });
    const blocked = await bench.run('screening.decide', { ...again, review: { decision: 'match' } });
    expect(blocked).toMatchObject({ kind: 'businessError', code: 'PARTY_BLOCKED' });
  });
});

describe('customs', () => {
  it('a steered hold comes by webhook, documents release it, and a silent office is polled', async () => {
    const order = orderTo('DE');
    const orderId = order.orderId;
    const quoted = await bench.complete('tax.quote', { order });
    const of = (): string[] =>
      bench.messages.filter((each) => each.correlationKey === orderId).map((each) => each.name);
    await bench.steer('next', { party: 'customs', effect: 'hold', reason: 'EXAM-PHYSICAL' });
    const filed = await bench.complete('customs.file', { order, ...quoted });
    await vi.waitFor(() => expect(of()).toEqual(['customs-held']), 8_000);
    await bench.steer('silence', { source: 'customs', silent: true });
    await bench.complete('customs.answer-hold', {
      ...filed,
      holdAnswer: { action: 'supply-documents', note: 'invoice' },
    });
    await bench.complete('customs.poll', { orderId, ...filed });
    await bench.steer('silence', { source: 'customs', silent: false });
    expect(of()).toEqual(['customs-held', 'customs-released']);
    expect(await bench.run('customs.answer-hold', { ...filed, holdAnswer: { action: 'abandon' } })).toMatchObject({
      code: 'CUSTOMS_ABANDONED',
    });
  });
});

describe('replenishment', () => {
  it('tells what is below its reorder point, orders whole packs, and books the delivery', async () => {
    // given
    const order = orderTo('DE', { lines: [{ sku: 'TEASET-CELADON', quantity: 45, unitPriceMinor: 6490 }] });
    await bench.complete('stock.reserve', { order });
    // when
    const { needs } = await bench.complete('replenishment.check', { order });
    await bench.complete('replenishment.request', { orderId: 'T-x', needs: needs ?? [] });
    const proposed = await bench.complete('replenishment.propose', {
      need: { site: 'SHENZHEN', sku: 'TEASET-CELADON' },
    });
    const ordered = await bench.complete('replenishment.order', proposed);
    const inbound = (await level('TEASET-CELADON')).inbound;
    await vi.waitFor(() => expect(bench.messages.map((each) => each.name)).toContain('goods-delivered'), 20_000);
    await bench.complete('stock.receive', ordered);
    // then
    expect(needs).toMatchObject([{ sku: 'TEASET-CELADON' }]);
    expect(bench.messages.find((each) => each.name === 'stock-below-reorder-point')).toMatchObject({
      correlationKey: 'SHENZHEN/TEASET-CELADON',
    });
    expect(inbound).toBeGreaterThan(0);
    expect(inbound % 2).toBe(0);
    expect((await level('TEASET-CELADON')).inbound).toBe(0);
  });
});

describe('the ledger', () => {
  it('refuses an entry that does not balance, and any change of what is posted', async () => {
    const sql = await bench.pool.connect();
    try {
      await sql.query('begin');
      await sql.query(
        `insert into commerce.journal_entry (entry_id, idempotency_key, kind, order_id, base_currency, posted_on)
         values ('bad', 'bad', 'sale', 'x', 'EUR', '2026-11-23')`,
      );
      await sql.query(
        `insert into commerce.journal_line values ('bad', 1, 'bank', 'EUR', 100, 100), ('bad', 2, 'revenue-goods', 'EUR', -99, -99)`,
      );
      await expect(sql.query('commit')).rejects.toThrow('does not balance');
      await expect(sql.query(`update commerce.journal_line set amount_minor = 1`)).rejects.toThrow('immutable');
      await expect(sql.query(`truncate commerce.journal_line`)).rejects.toThrow();
    } finally {
      sql.release();
    }
  });
});
