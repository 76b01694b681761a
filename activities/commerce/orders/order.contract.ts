import { z } from 'zod';
import { currencyCode, minorUnits } from '../money/money.ts';

/** ISO 3166-1 alpha-2. A name that the intake could not resolve travels as `countryName` with `country: null`. */
export const countryCode = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 code such as DE');

export const sku = z.string().min(1).max(64);

export const address = z.object({
  name: z.string().min(1).max(200),
  street: z.string().max(200).optional(),
  city: z.string().max(120).optional(),
  postcode: z.string().max(20).optional(),
  /** State or province where tax depends on it, e.g. `CA` in the US. */
  region: z.string().max(10).optional(),
  country: countryCode.nullable(),
  countryName: z.string().max(120).optional(),
});

export const orderLine = z.object({
  sku,
  description: z.string().max(300).optional(),
  quantity: z.number().int().positive(),
  /** Net price of one piece in minor units of the order's currency; tax and duty come on top. */
  unitPriceMinor: minorUnits,
});

export const order = z.object({
  orderId: z.string().min(1).max(100),
  channel: z.string().min(1).max(60),
  /** RFC 3339 with the offset of the place where it was bought: the local date decides which rules hold. */
  placedAt: z.iso.datetime({ offset: true }),
  currency: currencyCode,
  buyer: z.object({
    name: z.string().min(1).max(200),
    kind: z.enum(['consumer', 'business']).default('consumer'),
    country: countryCode.nullable().optional(),
    email: z.string().max(200).optional(),
  }),
  shipTo: address,
  shipFrom: z.object({ site: z.string().min(1).max(40), country: countryCode }),
  transport: z.enum(['express', 'post']).default('express'),
  lines: z.array(orderLine).min(1).max(500),
  shippingMinor: minorUnits.default(0n),
  /** What the buyer was charged at checkout, tax and duty included. Absent = goods and shipping. */
  totalMinor: minorUnits.optional(),
  paymentToken: z.string().min(1).max(200).default('invoice'),
});

export type Order = z.output<typeof order>;
export type OrderLine = Order['lines'][number];

export function goodsMinorOf(subject: Order): bigint {
  return subject.lines.reduce((sum, line) => sum + line.unitPriceMinor * BigInt(line.quantity), 0n);
}

/** The amount to hold and later capture. */
export function chargedMinorOf(subject: Order): bigint {
  return subject.totalMinor ?? goodsMinorOf(subject) + subject.shippingMinor;
}

/** The calendar day at the place of purchase, `2026-07-01`: rules hold by local date. */
export function localDateOf(subject: Pick<Order, 'placedAt'>): string {
  return subject.placedAt.slice(0, 10);
}

/** States of an order's row. Cancellation and settlement exclude each other by moving it under a row lock. */
export type OrderStatus = 'open' | 'cancelling' | 'settling' | 'settled' | 'cancelled' | 'rejected';
