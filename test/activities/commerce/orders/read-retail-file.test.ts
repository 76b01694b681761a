import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRetailFile, RetailFileError } from '#activities/commerce/orders/import/read-retail-file.ts';
import { readRetailTime } from '#activities/commerce/orders/import/retail-time.ts';
import { order } from '#activities/commerce/orders/order.contract.ts';

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const zone = 'Europe/London';
const file = (...lines: readonly string[]): string => [header, ...lines].join('\n');
const good = '100,A1,Lantern,6,12/1/10 8:26,2.55,17850,United Kingdom';

describe('a file of invoices', () => {
  it('gives one order an invoice, with its lines', () => {
    // when
    const { orders, skipped } = readRetailFile(
      file(
        good,
        '100,A2,"Mug, red",2,12/1/10 8:26,1.10,17850,United Kingdom',
        '101,A1,Lantern,1,7/1/11 9:00,2.55,,France',
      ),
      zone,
    );
    // then
    expect(skipped).toEqual([]);
    expect(orders).toMatchObject([
      {
        orderId: 'OR-100',
        placedAt: '2010-12-01T08:26:00+00:00',
        currency: 'GBP',
        shipTo: { country: 'GB' },
        lines: [
          { sku: 'A1', quantity: 6, unitPriceMinor: 255 },
          { sku: 'A2', description: 'Mug, red', quantity: 2, unitPriceMinor: 110 },
        ],
      },
      { orderId: 'OR-101', placedAt: '2011-07-01T09:00:00+01:00', buyer: { name: 'Guest of invoice 101' } },
    ]);
    for (const each of orders) expect(order.safeParse(each).success).toBe(true);
  });

  it.each([
    ['C536383,35004C,Ducks,-1,12/1/10 9:49,4.65,15311,United Kingdom', 'cancellation', 'C536383'],
    ['102,A1,Lantern,-1,12/1/10 8:26,2.55,1,United Kingdom', 'quantity-not-positive', '-1'],
    ['102,A1,Lantern,0,12/1/10 8:26,2.55,1,United Kingdom', 'quantity-not-positive', '0'],
    ['102,A1,Lantern,six,12/1/10 8:26,2.55,1,United Kingdom', 'quantity-not-a-number', 'six'],
    ['102,A1,Lantern,1.5,12/1/10 8:26,2.55,1,United Kingdom', 'quantity-not-a-number', '1.5'],
    ['102,A1,Lantern,1,12/1/10 8:26,0,1,United Kingdom', 'price-not-positive', '0'],
    ['102,A1,Lantern,1,12/1/10 8:26,free,1,United Kingdom', 'price-not-a-number', 'free'],
    ['102,,Lantern,1,12/1/10 8:26,2.55,1,United Kingdom', 'no-stock-code', ''],
    [',A1,Lantern,1,12/1/10 8:26,2.55,1,United Kingdom', 'no-invoice-number', ''],
    ['102,A1,Lantern,1,12/1/10 8:26,2.55,1,', 'no-country', ''],
    ['102,A1,Lantern,1,13/13/10 8:26,2.55,1,United Kingdom', 'time-unreadable', '13/13/10 8:26'],
    ['102,A1,Lantern,1,2/30/11 8:26,2.55,1,United Kingdom', 'time-unreadable', '2/30/11 8:26'],
    ['102,A1,Lantern,1,yesterday,2.55,1,United Kingdom', 'time-unreadable', 'yesterday'],
    ['102,A1,Lantern,1', 'wrong-number-of-fields', '4'],
    ['100,A3,Mug,1,12/1/10 8:26,2.55,99999,United Kingdom', 'line-differs-from-invoice', '99999 United Kingdom'],
  ])('skips %s', (line, reason, value) => {
    const { orders, skipped } = readRetailFile(file(good, line), zone);
    expect(skipped).toEqual([{ line: 3, reason, value }]);
    expect(orders.map((each) => each.orderId)).toEqual(['OR-100']);
  });

  it('counts lines of the file, not records, over a line break within quotes', () => {
    const { skipped } = readRetailFile(
      file('100,A1,"Lantern\nlarge",6,12/1/10 8:26,2.55,17850,United Kingdom', '101,A1,x,-1,12/1/10 8:26,1,1,France'),
      zone,
    );
    expect(skipped).toMatchObject([{ line: 4, reason: 'quantity-not-positive' }]);
  });

  it('leaves an unknown country to a person', () => {
    const { orders } = readRetailFile(file('100,A1,Lantern,6,12/1/10 8:26,2.55,17850,Unspecified'), zone);
    expect(orders).toMatchObject([{ shipTo: { country: null, countryName: 'Unspecified' } }]);
  });

  it('names missing columns', () => {
    expect(() => readRetailFile('InvoiceNo,Quantity\n1,2', zone)).toThrow(RetailFileError);
    expect(() => readRetailFile('', zone)).toThrow('StockCode');
    expect(() => readRetailFile('InvoiceNo,"StockCode\n', zone)).toThrow(RetailFileError);
  });
});

describe('times on the wall clock of a zone', () => {
  it.each([
    ['12/1/10 8:26', 'Europe/London', '2010-12-01T08:26:00+00:00'],
    ['7/1/11 8:26', 'Europe/London', '2011-07-01T08:26:00+01:00'],
    ['2011-07-01 08:26:30', 'Asia/Shanghai', '2011-07-01T08:26:30+08:00'],
    ['11/1/26 1:30', 'America/New_York', '2026-11-01T01:30:00-04:00'],
    ['3/27/11 1:30', 'Europe/London', null],
    ['1/1/11 24:00', 'Europe/London', null],
  ])('%s in %s is %s', (text, zoneName, expected) => {
    expect(readRetailTime(text, zoneName)).toBe(expected);
  });
});

const samples = process.env['SILKFLOW_DATA_SAMPLES'] ?? resolve(import.meta.dirname, '../../../../../shared/data');
const sample = join(samples, 'online-retail-sample.csv');

describe.skipIf(!existsSync(sample))('the public sample (skipped where the file is absent)', () => {
  it('gives 22 orders; a cancellation and four lines that lack a field are reported by their numbers', () => {
    const { orders, skipped } = readRetailFile(readFileSync(sample, 'utf8'), zone);
    const reasons = skipped.map(({ line, reason }) => [line, reason]);
    expect(reasons.filter(([, reason]) => reason === 'cancellation')).toHaveLength(1);
    expect(reasons.filter(([, reason]) => reason === 'wrong-number-of-fields')).toEqual(
      [121, 172, 175, 179].map((line) => [line, 'wrong-number-of-fields']),
    );
    expect(orders).toHaveLength(22);
    expect(orders.map((each) => order.parse(each).lines.length).reduce((a, b) => a + b, 0)).toBe(178);
  });
});
