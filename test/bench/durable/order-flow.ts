import type { ActivityFunction, ActivityRegistry } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';

/** Shared by the diagram's run, the flow written by hand (in the sandbox: no imports of Node here) and the worker. */
export const orderTypes = {
  register: 'orders.register',
  reserve: 'stock.reserve',
  screen: 'screening.screen',
  quote: 'tax.quote',
  hold: 'funds.hold',
  check: 'replenishment.check',
  book: 'freight.book',
  handOver: 'freight.hand-over',
  ship: 'stock.ship',
  beginSettlement: 'orders.begin-settlement',
  capture: 'funds.capture',
  post: 'ledger.post-settlement',
  close: 'orders.close',
} as const;

/** A domestic order of four lines, about 900 bytes. */
export function orderVariables(orderId: string): JsonObject {
  return {
    orderId,
    order: {
      orderId,
      currency: 'EUR',
      customer: { name: 'Ada Lovelace', country: 'DE', street: 'Lindenstraße 9', city: 'Berlin' },
      lines: Array.from({ length: 4 }, (_, index) => ({ sku: `SKU-${index}`, quantity: index + 1, price: '19.90' })),
    },
    timers: { paymentRetry: 'PT4H', customsSilence: 'P1D', customsHold: 'P3D', carrierSilence: 'P1D' },
  };
}

const answers: Readonly<Record<keyof typeof orderTypes, JsonObject>> = {
  register: { registeredAt: '2026-11-23T08:00:00Z' },
  reserve: { reservation: 'RSV-1' },
  screen: { screening: { score: 0.12, identifierHit: false, priorDecision: 'none', matches: [] } },
  quote: { quote: { status: 'known', declaration: 'none', tax: '15.92', duty: '0.00', rules: '2026-11' } },
  hold: { hold: { reference: 'HLD-1', amount: '99.50' } },
  check: { needs: [] },
  book: { booking: { carrier: 'sample', reference: 'BKG-1' } },
  handOver: { handedOverAt: '2026-11-23T09:00:00Z' },
  ship: { shippedAt: '2026-11-23T09:05:00Z' },
  beginSettlement: { settlement: 'open' },
  capture: { capture: { reference: 'CAP-1' } },
  post: { journal: 'JRN-1' },
  close: { outcome: 'settled' },
};

/** What the activities answer is fixed: the bench measures the flow, not the work. */
export const orderActivities: ActivityRegistry = Object.fromEntries(
  (Object.keys(orderTypes) as (keyof typeof orderTypes)[]).map((step): [string, ActivityFunction] => [
    orderTypes[step],
    () => Promise.resolve({ kind: 'completed', variables: answers[step] }),
  ]),
);
