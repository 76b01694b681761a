import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { completed, fatal } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { once, undoOnce } from '../effects/effect.ts';
import { rateTable } from '../fx/rate-table.ts';
import { currencyCode, minorUnits } from '../money/money.ts';
import type { Order } from '../orders/order.contract.ts';
import { chargedMinorOf, localDateOf, order } from '../orders/order.contract.ts';
import type { QuoteVariable } from '../tax/quote.contract.ts';
import { quoteVariable } from '../tax/quote.contract.ts';
import type { Settlement } from './settlement-entries.ts';
import { reversalOf, settlementEntries } from './settlement-entries.ts';
import { findEntries } from './store/find-entries.ts';
import { insertEntry } from './store/insert-entry.ts';

interface Needs {
  readonly pool: Pool;
  readonly baseCurrency: string;
  readonly today: () => string;
}

const type = 'ledger.post-settlement';
const freightCost = z.object({ costMinor: minorUnits, costCurrency: currencyCode });

/** `ledger.post-settlement`: posts sale, capture and freight of an order, balanced in its currency and in base. */
export function postSettlement(deps: Needs): CommerceActivity {
  return defineActivity({
    type,
    input: z.object({ order, quote: quoteVariable, shipment: freightCost.nullish() }),
    run: ({ order: subject, quote, shipment }, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        const freight = shipment ? { minor: shipment.costMinor, currency: shipment.costCurrency } : null;
        const settlement = await settlementOf(sql, deps, subject, quote, freight);
        if (settlement === null) {
          return fatal(
            `No exchange rate from ${subject.currency} to ${deps.baseCurrency} is known; import rates and retry.`,
          );
        }
        const entries = settlementEntries(settlement);
        for (const entry of entries) await insertEntry(sql, entry, call.idempotencyKey);
        return completed({ ledgerEntries: entries.map((entry) => entry.entryId) });
      }),
    undo: (_given, call) =>
      undoOnce(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql, result) => {
        const { ledgerEntries } = z.object({ ledgerEntries: z.array(z.string()) }).parse(result);
        for (const entry of await findEntries(sql, ledgerEntries)) {
          const reversal = reversalOf(entry, `${entry.entryId}:reversed`, deps.today());
          await insertEntry(sql, reversal, `${call.idempotencyKey}:${entry.kind}:undo`);
        }
      }),
  });
}

async function settlementOf(
  sql: PoolClient,
  deps: Needs,
  subject: Order,
  quote: QuoteVariable,
  freight: Settlement['freight'],
): Promise<Settlement | null> {
  const orderDay = localDateOf(subject);
  const captureDay = deps.today();
  const onOrder = await rateTable(sql, orderDay);
  const onCapture = await rateTable(sql, captureDay);
  const orderRate = onOrder(subject.currency, deps.baseCurrency);
  const captureRate = onCapture(subject.currency, deps.baseCurrency);
  const freightRate = freight === null ? '1' : onCapture(freight.currency, deps.baseCurrency);
  if (orderRate === null || captureRate === null || freightRate === null) return null;
  return {
    orderId: subject.orderId,
    currency: subject.currency,
    baseCurrency: deps.baseCurrency,
    chargedMinor: chargedMinorOf(subject),
    shippingMinor: subject.shippingMinor,
    // What the importer owes at the border is not our debt.
    owed: quote.liableParty === 'seller' ? quote.authorities : [],
    freight,
    orderRate,
    captureRate,
    freightRate,
    orderDay,
    captureDay,
  };
}
