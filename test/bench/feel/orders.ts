import type { Json } from '#engine/contracts/json.ts';

/** Orders that differ in everything the expressions read, so that no answer can be kept from the last round. */
export function orderNumber(index: number): { readonly [name: string]: Json } {
  const pick = <T>(values: readonly T[], step = 1): T => values[Math.floor(index / step) % values.length] as T;
  const cents = (base: number, spread: number): number => (base * 100 + ((index * 7919) % (spread * 100))) / 100;
  const day = String((index % 27) + 1).padStart(2, '0');
  const line = (n: number): Json => ({
    sku: `SKU-${(index + n) % 17}`,
    price: cents(5 + n, 60),
    quantity: ((index + n) % 7) + 1,
    weight: 200 + ((index * 3571 + n * 9777) % 31_000),
    restricted: (index + n) % 11 === 0,
  });
  return {
    quote: { status: pick(['known', 'unknown']), declaration: pick(['none', 'H7', 'H1']) },
    order: {
      reference: `ORD${String((index * 7_104_729) % 1_000_000_000).padStart(9, '0')}`,
      total: cents(20, 600),
      discount: cents(0, 15),
      placed: `2026-${pick(['03', '06', '11'], 5)}-${day}`,
      due: `2026-${pick(['02', '12'], 3)}-${day}`,
      shipped: `2026-11-${day}T1${index % 10}:30:00Z`,
      lines: [line(1), line(2), line(3), line(4)],
    },
    destination: { country: pick(['DE', 'FR', 'US', 'CN', 'ES']) },
    origin: pick(['CN', 'DE', 'VN']),
    customer: {
      tier: pick(['gold', 'silver', 'none']),
      email: `buyer${index}@${pick(['example', 'shop'])}.com`,
      points: (index % 5) + 1,
      blocked: index % 13 === 0,
      country: pick(['DE', 'FR', 'US']),
    },
    rates: { vat: pick([19, 20, 21, 22]), fx: cents(1, 7) },
    limits: { parcel: 25_000, score: 60 + (index % 20), weight: 30 + (index % 9) },
    timers: { carrier: pick(['PT30M', 'PT2H', 'P1D']) },
    wanted: `SKU-${(index + (index % 3)) % 17}`,
    score: (index * 37) % 100,
    paid: cents(20, 600) - (index % 3 === 0 ? 0 : 0.5),
  };
}
