import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote } from '#activities/commerce/tax/quote.ts';
import type { QuoteOutcome, QuoteRequest, TaxQuote } from '#activities/commerce/tax/quote.contract.ts';
import { RuleBook } from '#activities/commerce/tax/rule-book.ts';
import { usPostalDuty } from '#activities/commerce/tax/regimes/us-import.ts';
import { sampleSeller } from '#activities/commerce/tax/seller.sample.ts';
import { shippedRules } from '#activities/commerce/tax/shipped-rules.ts';

const rates: Readonly<Record<string, string>> = {
  'USD/EUR': '0.90',
  'EUR/USD': '1.111',
  'GBP/EUR': '1.15',
  'EUR/GBP': '0.87',
  'CNY/EUR': '0.128',
  'EUR/CNY': '7.8',
  'USD/GBP': '0.78',
  'EUR/NOK': '11.5',
};
const needs = {
  seller: sampleSeller,
  rules: shippedRules,
  rateOf: (from: string, to: string) => rates[`${from}/${to}`] ?? null,
};

function line(
  hsCode: string,
  goodsMinor: number,
  more: { quantity?: number; origin?: string } = {},
): QuoteRequest['lines'][number] {
  return {
    sku: `SKU-${hsCode}`,
    description: 'sample',
    quantity: more.quantity ?? 1,
    goodsMinor: BigInt(goodsMinor),
    hsCode,
    origin: more.origin ?? 'CN',
  };
}

function request(given: Partial<QuoteRequest> & Pick<QuoteRequest, 'lines' | 'shipTo'>): QuoteRequest {
  return {
    currency: 'EUR',
    shippingMinor: 0n,
    shipFrom: 'CN',
    buyer: 'consumer',
    transport: 'express',
    date: '2026-11-20',
    knownAt: '2026-11-23',
    ...given,
  };
}

function quoted(outcome: QuoteOutcome): TaxQuote {
  if (outcome.status === 'unknown') throw new Error(`unknown: ${JSON.stringify(outcome.unknowns)}`);
  return outcome.quote;
}

const tShirt = '610910';
const shoes = '640411';
const watch = '910211';
const silkBlouse = '620610';
const woolBlouse = '620620';

describe('EU flat duty of EUR 3 an item since 2026-07-01', () => {
  it.each([
    ['5 T-shirts', [line(tShirt, 5000, { quantity: 5 })], 300n],
    ['T-shirt and watch', [line(tShirt, 1000), line(watch, 9000)], 600n],
    ['1 silk and 2 wool blouses', [line(silkBlouse, 5000), line(woolBlouse, 6000, { quantity: 2 })], 600n],
  ])('%s', (_name, lines, duty) => {
    expect(quoted(quote(request({ lines, shipTo: { country: 'DE', region: null } }), needs)).dutyMinor).toBe(duty);
  });

  it('bears VAT in France: 2 T-shirts and shoes owe 6.00 and 1.20 on it', () => {
    // given
    const lines = [line(tShirt, 3000, { quantity: 2 }), line(shoes, 4000)];
    // when
    const result = quoted(quote(request({ lines, shipTo: { country: 'FR', region: null } }), needs));
    // then
    const onDuty = result.layers.filter((layer) => layer.name === 'VAT on duty');
    expect(result.dutyMinor).toBe(600n);
    expect(onDuty.reduce((sum, layer) => sum + layer.amountMinor, 0n)).toBe(120n);
    expect(result.scheme).toBe('IOSS');
    expect(result.unverified.map((row) => row.field)).toContain('vat-base-includes-flat-duty');
  });

  it.each([
    ['the day before it began', '2026-06-30', 0n],
    ['the day it began', '2026-07-01', 300n],
    ['after it ends, when ordinary duty returns', '2028-07-01', 120n],
  ])('%s', (_name, date, duty) => {
    const lines = [line(tShirt, 1000)];
    expect(quoted(quote(request({ lines, date, shipTo: { country: 'DE', region: null } }), needs)).dutyMinor).toBe(
      duty,
    );
  });

  it('does not apply above EUR 150 of intrinsic value, where the tariff and the border do', () => {
    const result = quoted(
      quote(request({ lines: [line(tShirt, 15_001)], shipTo: { country: 'DE', region: null } }), needs),
    );
    expect(result).toMatchObject({
      scheme: 'EU_IMPORT',
      declaration: 'H1',
      dutyMinor: 1800n,
      collectionPoint: 'border',
    });
  });
});

describe('VAT rates by local date', () => {
  it.each([
    ['RO', '2025-07-31', '0.19'],
    ['RO', '2025-08-01', '0.21'],
    ['DE', '2020-12-31', '0.16'],
    ['DE', '2021-01-01', '0.19'],
    ['EE', '2025-06-30', '0.22'],
    ['EE', '2025-07-01', '0.24'],
    ['GB', '2010-12-01', '0.175'],
    ['GB', '2011-01-04', '0.20'],
    ['FR', '2026-11-20', '0.20'],
  ])('%s on %s is %s', (country, date, rate) => {
    const result = quoted(
      quote(
        request({ lines: [line(tShirt, 1000)], date, shipFrom: country, shipTo: { country, region: null } }),
        needs,
      ),
    );
    expect(result.layers.find((layer) => layer.kind === 'vat')?.rate).toBe(rate);
  });
});

describe('United Kingdom', () => {
  it.each([
    [13_500, 'LOW_VALUE', 'checkout', 0n],
    [13_501, 'BORDER_IMPORT', 'border', 1620n],
  ])('a consignment of %i pence is %s', (goods, scheme, collectionPoint, dutyMinor) => {
    const result = quoted(
      quote(request({ currency: 'GBP', lines: [line(tShirt, goods)], shipTo: { country: 'GB', region: null } }), needs),
    );
    expect(result).toMatchObject({ scheme, collectionPoint, dutyMinor });
  });

  it('sold into France in 2010 at the British rate, being within the EU', () => {
    const given = request({
      currency: 'GBP',
      date: '2010-12-01',
      shipFrom: 'GB',
      lines: [line(tShirt, 10_000)],
      shipTo: { country: 'FR', region: null },
    });
    expect(quoted(quote(given, needs))).toMatchObject({
      scheme: 'DISTANCE_SALE_ORIGIN',
      taxMinor: 1750n,
      declaration: 'none',
    });
  });
});

describe('United States', () => {
  const toCalifornia = (date: string, more: Partial<QuoteRequest> = {}): TaxQuote =>
    quoted(
      quote(
        request({
          currency: 'USD',
          date,
          lines: [line(tShirt, 10_000)],
          shipTo: { country: 'US', region: 'CA' },
          ...more,
        }),
        needs,
      ),
    );
  const names = (result: TaxQuote): string[] =>
    result.layers.filter((layer) => layer.kind === 'duty').map((layer) => layer.name);

  it('has the Section 122 layer until 2026-07-23 and the new Section 301 layer from 2026-07-24', () => {
    expect(names(toCalifornia('2026-07-23'))).toEqual(['Duty', 'Section 301 (China)', 'Section 122 surcharge']);
    expect(names(toCalifornia('2026-07-24'))).toEqual(['Duty', 'Section 301 (China)', 'Section 301 (forced labour)']);
  });

  it.each([
    ['CN', '2025-05-01', []],
    ['CN', '2025-05-02', ['Duty', 'Section 301 (China)', 'IEEPA']],
    ['VN', '2025-08-28', []],
    ['VN', '2025-08-29', ['Duty']],
  ])('de minimis of goods from %s on %s', (origin, date, expected) => {
    expect(names(toCalifornia(date, { lines: [line(tShirt, 10_000, { origin })] }))).toEqual(expected);
  });

  it('stacks each layer on the goods value', () => {
    const result = toCalifornia('2026-11-20');
    expect(result.layers.map((layer) => [layer.name, layer.amountMinor])).toEqual([
      ['Duty', 1650n],
      ['Section 301 (China)', 750n],
      ['Section 301 (forced labour)', 1250n],
      ['Sales tax', 725n],
    ]);
  });

  it('caps the new layer for EU goods at what the tariff rate leaves', () => {
    const swissLike = toCalifornia('2026-11-20', { lines: [line(watch, 10_000, { origin: 'DE' })] });
    expect(swissLike.layers.find((layer) => layer.name === 'Section 301 (forced labour)')?.rate).toBe('0.036');
    expect(names(toCalifornia('2026-11-20', { lines: [line(tShirt, 10_000, { origin: 'DE' })] }))).toEqual(['Duty']);
  });

  it.each([
    ['TX', 0n, 'below 500,000 dollars'],
    ['NY', 400n, 'above value and count'],
    ['CT', 0n, 'value alone is not enough where both are asked for'],
    ['IL', 0n, 'the count was dropped in 2026'],
    ['OR', 0n, 'no sales tax'],
  ])('sales tax in %s is %s (%s)', (region, taxMinor) => {
    expect(toCalifornia('2026-11-20', { shipTo: { country: 'US', region } }).taxMinor).toBe(taxMinor);
  });

  it.each([
    ['0.15', '2025-10-01', '80'],
    ['0.20', '2025-10-01', '160'],
    ['0.26', '2025-10-01', '200'],
  ])('post at an IEEPA rate of %s on %s may pay USD %s an item or that rate', (rate, date, specificUsdPerItem) => {
    expect(usPostalDuty(shippedRules, rate, { date, knownAt: '2026-11-23' })).toEqual({
      specificUsdPerItem,
      adValoremRate: rate,
    });
  });

  it('closed the choice for post on 2026-02-28', () => {
    expect(usPostalDuty(shippedRules, '0.20', { date: '2026-02-28', knownAt: '2026-11-23' })).toBeNull();
  });
});

describe('what no rule answers', () => {
  it('asks about a country without rules and a heading without a rate, and quotes nothing', () => {
    const atlantis = quote(request({ lines: [line(tShirt, 1000)], shipTo: { country: 'ZZ', region: null } }), needs);
    expect(atlantis).toEqual({ status: 'unknown', unknowns: [{ kind: 'country', subject: 'ZZ' }] });
    const oddities = quote(
      request({ lines: [line('970121', 90_000)], shipTo: { country: 'DE', region: null } }),
      needs,
    );
    expect(oddities).toMatchObject({ status: 'unknown', unknowns: [{ kind: 'duty-rate' }] });
  });

  it('asks for an exchange rate instead of assuming one', () => {
    const given = request({ currency: 'JPY', lines: [line(tShirt, 1000)], shipTo: { country: 'DE', region: null } });
    expect(quote(given, needs)).toMatchObject({ unknowns: [{ kind: 'exchange-rate', subject: 'JPY/EUR' }] });
  });
});

describe('the rule book', () => {
  const row = {
    jurisdiction: 'XX',
    scheme: 'vat',
    field: 'standard-rate',
    source: 'test',
    confidence: 'verified',
  } as const;
  const book = new RuleBook([
    { ...row, value: '0.10', validFrom: '2026-01-01', validTo: null, knownAt: '2025-12-01' },
    { ...row, value: '0.11', validFrom: '2026-01-01', validTo: null, knownAt: '2026-03-01' },
  ]);

  it('answers by what was known: a correction shows only from the day it was known', () => {
    const at = (knownAt: string): string | undefined =>
      book.find('XX', 'vat', 'standard-rate', { date: '2026-02-01', knownAt })?.value;
    expect([at('2025-11-30'), at('2026-02-01'), at('2026-03-01')]).toEqual([undefined, '0.10', '0.11']);
  });

  it('pins a version that changes with what is known, and only then', () => {
    expect(book.version('2026-02-01')).not.toBe(book.version('2026-03-01'));
    expect(book.version('2026-03-01')).toBe(book.version('2026-11-23'));
  });

  it('does not ship two rows that contradict each other with the same knowledge', () => {
    const known = { date: '2026-11-20', knownAt: '2026-11-23' };
    for (const scheme of ['vat', 'low-value', 'ioss', 'mfn-duty', 'section-122']) {
      for (const jurisdiction of ['DE', 'FR', 'RO', 'US', 'GB', 'EU']) {
        const fields = shippedRules.list(jurisdiction, scheme, known).map((each) => each.field);
        expect(new Set(fields).size, `${jurisdiction} ${scheme}`).toBe(fields.length);
      }
    }
  });
});

describe('any quote', () => {
  const anyLine = fc.record({
    hs: fc.constantFrom(tShirt, shoes, watch, silkBlouse, '850440'),
    goods: fc.integer({ min: 1, max: 400_000 }),
    quantity: fc.integer({ min: 1, max: 9 }),
    origin: fc.constantFrom('CN', 'VN', 'DE', 'GB'),
  });
  const anyRequest = fc.record({
    lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }),
    country: fc.constantFrom('DE', 'FR', 'RO', 'GB', 'US'),
    shipping: fc.integer({ min: 0, max: 5_000 }),
    date: fc.constantFrom('2025-07-31', '2026-03-05', '2026-07-01', '2026-11-20'),
  });

  it('adds up: layers to duty and tax, authorities to both, all to the total; each layer names its source', () => {
    fc.assert(
      fc.property(anyRequest, ({ lines, country, shipping, date }) => {
        const currency = country === 'US' ? 'USD' : country === 'GB' ? 'GBP' : 'EUR';
        const given = request({
          currency,
          date,
          shippingMinor: BigInt(shipping),
          lines: lines.map((each) => line(each.hs, each.goods, each)),
          shipTo: { country, region: country === 'US' ? 'CA' : null },
        });
        const result = quoted(quote(given, needs));
        const sum = (amounts: readonly { amountMinor: bigint }[]): bigint =>
          amounts.reduce((all, one) => all + one.amountMinor, 0n);
        expect(sum(result.layers)).toBe(result.dutyMinor + result.taxMinor);
        expect(sum(result.authorities)).toBe(result.dutyMinor + result.taxMinor);
        expect(result.totalMinor).toBe(result.goodsMinor + result.shippingMinor + result.dutyMinor + result.taxMinor);
        for (const layer of result.layers) {
          expect(layer.rule.source).not.toBe('');
          expect(layer.amountMinor).toBeGreaterThanOrEqual(0n);
        }
      }),
      { numRuns: 200 },
    );
  });
});
