import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEcbFile } from '#activities/commerce/fx/ecb-file.ts';
import { crossRate, lastDayOf } from '#activities/commerce/fx/euro-rate.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

it('reads one rate a day and currency, and passes over what was not quoted', () => {
  const rates = readEcbFile(text('Date,USD,CYP,\n2024-06-28,1.0705,N/A,\n2024-06-27,1.0696,,\n'));
  expect(rates).toEqual([
    { day: '2024-06-28', currency: 'USD', perEuro: '1.0705' },
    { day: '2024-06-27', currency: 'USD', perEuro: '1.0696' },
  ]);
});

it('says what a file lacks', () => {
  expect(() => readEcbFile(text('Day,USD\n'))).toThrow('"Date"');
  expect(() => readEcbFile(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).toThrow('cut off');
});

it('crosses through the euro', () => {
  const perEuro = new Map([
    ['USD', '1.25'],
    ['GBP', '0.80'],
  ]);
  expect(crossRate(perEuro, 'USD', 'EUR')).toBe('0.8');
  expect(crossRate(perEuro, 'EUR', 'GBP')).toBe('0.8');
  expect(crossRate(perEuro, 'GBP', 'USD')).toBe('1.5625');
  expect(crossRate(perEuro, 'GBP', 'GBP')).toBe('1');
  expect(crossRate(perEuro, 'GBP', 'CNY')).toBeNull();
});

it.each([
  ['2026-02', '2026-02-28'],
  ['2028-02', '2028-02-29'],
  ['2026-12', '2026-12-31'],
])('the last day of %s is %s', (month, day) => {
  expect(lastDayOf(month)).toBe(day);
});

const samples = process.env['SILKFLOW_DATA_SAMPLES'] ?? resolve(import.meta.dirname, '../../../../../shared/data');
const zip = join(samples, 'ecb-eurofxref-hist.zip');

describe.skipIf(!existsSync(zip))('the public history (skipped where the file is absent)', () => {
  const rates = existsSync(zip) ? readEcbFile(readFileSync(zip)) : [];

  it.each([
    ['USD', '1.0705'],
    ['CNY', '7.7748'],
    ['GBP', '0.84638'],
  ])('%s on 2024-06-28 is %s', (currency, perEuro) => {
    expect(rates.find((rate) => rate.day === '2024-06-28' && rate.currency === currency)?.perEuro).toBe(perEuro);
  });

  it('has 6,983 days of publication, none on a weekend end of month such as 2024-06-30', () => {
    const days = new Set(rates.map((rate) => rate.day));
    expect(days.size).toBe(6_983);
    expect(days.has('2024-06-30')).toBe(false);
    expect(days.has('2024-07-01')).toBe(true);
  });
});
