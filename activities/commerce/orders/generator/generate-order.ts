import type { JsonObject } from '#engine/contracts/json.ts';
import type { SampleArticle } from '../../catalogue/articles.sample.ts';
import { sampleArticles } from '../../catalogue/articles.sample.ts';
import { crossRate } from '../../fx/euro-rate.ts';
import { sampleRates } from '../../fx/rates.sample.ts';
import { convert, minorToJson } from '../../money/money.ts';
import { chance } from '../../samples/chance.ts';
import { quote } from '../../tax/quote.ts';
import { sampleSeller } from '../../tax/seller.sample.ts';
import { shippedRules } from '../../tax/shipped-rules.ts';
import type { Market } from './markets.sample.ts';
import { sampleMarkets, suspiciousNames } from './markets.sample.ts';

export interface GeneratedOrder {
  readonly order: JsonObject & { readonly orderId: string };
  /** The buyer changes their mind so long after ordering, in milliseconds; null = never. */
  readonly cancelAfterMs: number | null;
}

/** What happens to one order in a hundred and more; the rest is plain. Shares of 1. */
const shares = {
  suspicious: 0.03,
  unknownArticle: 0.02,
  declinedOnce: 0.05,
  declined: 0.02,
  cancelled: 0.03,
} as const;

const latestRates = new Map(
  sampleRates.toSorted((a, b) => (a.day < b.day ? -1 : 1)).map((rate) => [rate.currency, rate.perEuro]),
);
const rateOf = (from: string, to: string): string | null => crossRate(latestRates, from, to);

interface Line {
  readonly article: SampleArticle;
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
}

/**
 * The `index`-th order of a seed: the same seed and index give the same buyer, basket and fate, whenever it is asked for; only
 * the time of purchase is the caller's. Prices are net; the total contains tax and duty as the shop's checkout would quote them.
 */
export function generateOrder(seed: string, index: number, now: Date): GeneratedOrder {
  const draw = (what: string): number => chance(seed, String(index), what);
  const pick = <T>(items: readonly [T, ...T[]] | readonly T[], what: string): T => {
    const item = items[Math.floor(draw(what) * items.length)];
    if (item === undefined) throw new Error(`Nothing to pick from for ${what}.`);
    return item;
  };
  const market = pickMarket(draw('market'));
  const isSuspicious = draw('suspicious') < shares.suspicious;
  const plainName = `${pick(market.givenNames, 'given')} ${pick(market.familyNames, 'family')}`;
  const name = isSuspicious ? pick(suspiciousNames, 'suspect') : plainName;
  const place = pick(market.places, 'place');
  const lines = basketOf(market.currency, draw);
  const shippingMinor = inCurrency(390n + BigInt(Math.floor(draw('shipping') * 6)) * 100n, market.currency);
  const orderId = `SF-${seed}-${String(index).padStart(6, '0')}`;
  const placedAt = localTime(now, market.offset);
  const unknown = draw('unknown-article') < shares.unknownArticle;
  const sold = lines.map((line, at) => ({
    sku: unknown && at === 0 ? `NEW-${String(index).padStart(5, '0')}` : line.article.sku,
    description: line.article.name,
    quantity: line.quantity,
    unitPriceMinor: minorToJson(line.unitPriceMinor),
  }));
  return {
    order: {
      orderId,
      channel: pick(['web shop', 'mobile app', 'marketplace'], 'channel'),
      placedAt,
      currency: market.currency,
      buyer: { name, kind: 'consumer', country: market.country },
      shipTo: { name, ...place, country: market.country },
      shipFrom: { site: 'SHENZHEN', country: 'CN' },
      transport: draw('transport') < 0.3 ? 'post' : 'express',
      lines: sold,
      shippingMinor: minorToJson(shippingMinor),
      totalMinor: minorToJson(checkoutTotal(market, place.region ?? null, lines, shippingMinor, placedAt)),
      paymentToken: tokenOf(draw('payment')),
    },
    cancelAfterMs: draw('cancelled') < shares.cancelled ? 500 + Math.floor(draw('cancel-after') * 6_000) : null,
  };
}

function pickMarket(drawn: number): Market {
  const total = sampleMarkets.reduce((sum, market) => sum + market.weight, 0);
  let left = drawn * total;
  for (const market of sampleMarkets) {
    left -= market.weight;
    if (left < 0) return market;
  }
  const [first] = sampleMarkets;
  if (first === undefined) throw new Error('There is no sample market.');
  return first;
}

/** One to three different articles; most people buy one piece. */
function basketOf(currency: string, draw: (what: string) => number): Line[] {
  const size = draw('basket') < 0.6 ? 1 : draw('basket-more') < 0.7 ? 2 : 3;
  const chosen = new Map<string, Line>();
  for (let at = 0; at < size; at += 1) {
    const article = sampleArticles[Math.floor(draw(`article-${at}`) * sampleArticles.length)];
    if (article === undefined) continue;
    const quantity = draw(`quantity-${at}`) < 0.75 ? 1 : 2 + Math.floor(draw(`quantity-more-${at}`) * 3);
    chosen.set(article.sku, { article, quantity, unitPriceMinor: inCurrency(BigInt(article.priceCents), currency) });
  }
  return [...chosen.values()];
}

function inCurrency(cents: bigint, currency: string): bigint {
  return convert({ minor: cents, currency: 'EUR' }, currency, rateOf('EUR', currency) ?? '1').minor;
}

/** What the checkout charged: with tax and duty where its rules know them, else without. */
function checkoutTotal(
  market: Market,
  region: string | null,
  lines: readonly Line[],
  shippingMinor: bigint,
  placedAt: string,
): bigint {
  const date = placedAt.slice(0, 10);
  const goods = lines.map((line) => line.unitPriceMinor * BigInt(line.quantity));
  const outcome = quote(
    {
      currency: market.currency,
      lines: lines.map(({ article, quantity }, index) => ({
        sku: article.sku,
        description: article.name,
        quantity,
        goodsMinor: goods[index] ?? 0n,
        hsCode: article.hsCode,
        origin: article.origin,
      })),
      shippingMinor,
      shipFrom: 'CN',
      shipTo: { country: market.country, region },
      buyer: 'consumer',
      transport: 'express',
      date,
      knownAt: date,
    },
    { seller: sampleSeller, rules: shippedRules, rateOf },
  );
  const net = goods.reduce((sum, minor) => sum + minor, 0n) + shippingMinor;
  if (outcome.status === 'unknown') return net;
  return outcome.quote.liableParty === 'seller' ? outcome.quote.totalMinor : net;
}

function tokenOf(drawn: number): string {
  if (drawn < shares.declined) return 'tok_declined';
  return drawn < shares.declined + shares.declinedOnce ? 'tok_declined_once' : 'tok_visa';
}

/** The instant as the buyer's clock shows it: `2026-11-23T11:00:00+01:00`. */
function localTime(now: Date, offset: string): string {
  const sign = offset.startsWith('-') ? -1 : 1;
  const shifted = new Date(now.getTime() + sign * Number(offset.slice(1, 3)) * 3_600_000);
  return `${shifted.toISOString().slice(0, 19)}${offset}`;
}
