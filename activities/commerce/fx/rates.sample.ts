import type { EuroRate } from './euro-rate.ts';

const days: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '2010-12-01': { USD: '1.3115', GBP: '0.8393', CNY: '8.739', RON: '4.2973', PLN: '4.0202', SEK: '9.154' },
  '2024-06-28': { USD: '1.0705', GBP: '0.84638', CNY: '7.7748', RON: '4.9773', PLN: '4.309', SEK: '11.3595' },
  '2026-04-13': {
    USD: '1.1684',
    GBP: '0.87058',
    CNY: '7.9827',
    RON: '5.092',
    PLN: '4.2543',
    SEK: '10.892',
    CZK: '24.378',
    DKK: '7.4727',
    HUF: '366.9',
    NOK: '11.098',
    AUD: '1.661',
    NZD: '2.0081',
    SGD: '1.4912',
    CHF: '0.9242',
    JPY: '186.75',
  },
};

/** SAMPLE: reference rates of the European Central Bank on a few days, for the demonstration. Import its file for real use. */
export const sampleRates: readonly EuroRate[] = Object.entries(days).flatMap(([day, rates]) =>
  Object.entries(rates).map(([currency, perEuro]) => ({ currency, day, perEuro })),
);
