import type { SellerProfile } from './quote.contract.ts';

/** SAMPLE: the seller of the demonstration. A real one puts its registrations and sales here. */
export const sampleSeller: SellerProfile = {
  ioss: true,
  lowValueRegistrations: ['GB', 'AU', 'NO', 'NZ', 'SG'],
  usSales: {
    CA: { usd: 640_000, transactions: 5_100 },
    CT: { usd: 120_000, transactions: 150 },
    IL: { usd: 40_000, transactions: 900 },
    NY: { usd: 610_000, transactions: 4_300 },
    TX: { usd: 210_000, transactions: 1_700 },
    WA: { usd: 130_000, transactions: 980 },
  },
};
