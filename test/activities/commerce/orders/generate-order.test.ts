import { expect, it } from 'vitest';
import { generateOrder } from '#activities/commerce/orders/generator/generate-order.ts';
import { suspiciousNames } from '#activities/commerce/orders/generator/markets.sample.ts';
import type { Order } from '#activities/commerce/orders/order.contract.ts';
import { goodsMinorOf, order } from '#activities/commerce/orders/order.contract.ts';

const now = new Date('2026-11-23T12:00:00Z');
const many = Array.from({ length: 600 }, (_, index) => generateOrder('silk-road', index + 1, now));

it('gives the same order for the same seed and index, and others for another seed', () => {
  const again = generateOrder('silk-road', 7, now);
  expect(again).toEqual(many[6]);
  expect(generateOrder('amber-road', 7, now).order).not.toEqual({ ...again.order, orderId: expect.any(String) });
});

it('makes orders that the intake accepts, each with an id of its own', () => {
  for (const { order: given } of many) expect(order.safeParse(given).error).toBeUndefined();
  expect(new Set(many.map((each) => each.order.orderId)).size).toBe(many.length);
});

it('has every kind of trouble in it, none of them often', () => {
  const parsed = many.map((each) => ({ ...each, order: order.parse(each.order) }));
  const share = (is: (each: (typeof parsed)[number]) => boolean): number => parsed.filter(is).length / parsed.length;
  const suspects: readonly string[] = suspiciousNames;
  const shares = {
    suspicious: share((each) => suspects.includes(each.order.buyer.name)),
    declined: share((each) => each.order.paymentToken !== 'tok_visa'),
    unknownArticle: share((each) => each.order.lines.some((line) => line.sku.startsWith('NEW-'))),
    cancelled: share((each) => each.cancelAfterMs !== null),
  };
  for (const [kind, found] of Object.entries(shares)) {
    expect(found, kind).toBeGreaterThan(0.005);
    expect(found, kind).toBeLessThan(0.15);
  }
  expect(new Set(parsed.map((each) => each.order.currency))).toEqual(
    new Set(['EUR', 'GBP', 'USD', 'RON', 'PLN', 'SEK', 'CHF']),
  );
});

it('charges tax and duty on top, and tells the time on the clock of the buyer', () => {
  const germans = many.map((each) => order.parse(each.order)).filter((each) => each.shipTo.country === 'DE');
  const net = (each: Order): bigint => goodsMinorOf(each) + each.shippingMinor;
  // Above EUR 150 the border collects from the buyer, so the checkout charges the net price.
  const small = germans.filter((each) => goodsMinorOf(each) <= 150_00n);
  expect(small.length).toBeGreaterThan(50);
  for (const each of small) expect(each.totalMinor).toBeGreaterThan(net(each));
  for (const each of germans) expect(each.placedAt).toBe('2026-11-23T13:00:00+01:00');
});
