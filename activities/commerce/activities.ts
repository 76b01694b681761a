import type { Pool } from 'pg';
import type { ActivityFunction, ActivityRegistry } from '#engine/contracts/activity.ts';
import { answerHold, pollCustoms, withdrawFiling } from './customs/declaration.activities.ts';
import { fileDeclaration } from './customs/file-declaration.activities.ts';
import type { CommerceActivity } from './effects/define-activity.ts';
import { bookFreight } from './freight/book-freight.activities.ts';
import { cancelFreight, handOver, pollFreight } from './freight/shipment.activities.ts';
import { postSettlement } from './ledger/post-settlement.activities.ts';
import type { PublishMessage } from './messages/message-publisher.ts';
import { beginSettlement, closeOrder, endOrder, requestCancellation } from './orders/order-gate.activities.ts';
import { registerOrder } from './orders/register-order.activities.ts';
import type { Pace } from './orders/timers.ts';
import type { Partners } from './partners/partners.ts';
import { holdFunds } from './payments/hold-funds.activities.ts';
import { captureFunds, voidHold } from './payments/payment.activities.ts';
import { checkStock, requestReplenishment } from './replenishment/check-stock.activities.ts';
import { proposeOrder } from './replenishment/propose-order.activities.ts';
import { cancelPurchase, placeSupplierOrder } from './replenishment/supplier-order.activities.ts';
import { decideMatch } from './screening/decide-match.activities.ts';
import { screenParties } from './screening/screen-parties.activities.ts';
import { receiveStock } from './stock/receive-stock.activities.ts';
import { releaseStock, shipStock } from './stock/reservation.activities.ts';
import { reserveStock } from './stock/reserve-stock.activities.ts';
import type { SellerProfile } from './tax/quote.contract.ts';
import { quoteOrder } from './tax/quote-order.activities.ts';
import { recordRuling } from './tax/record-ruling.activities.ts';
import type { RuleBook } from './tax/rule-book.ts';
import { sampleSeller } from './tax/seller.sample.ts';
import { shippedRules } from './tax/shipped-rules.ts';

export interface CommerceNeeds {
  readonly pool: Pool;
  readonly partners: Partners;
  readonly publish: PublishMessage;
  /** Which column of the timer table processes get when their order names none. */
  readonly pace: Pace;
  /** Currency of the books; EUR when absent. */
  readonly baseCurrency?: string;
  readonly rules?: RuleBook;
  readonly seller?: SellerProfile;
  /** The present UTC day, `2026-11-23`; the host's clock when absent. */
  readonly today?: () => string;
}

/** All commerce activities by job type, and their undo functions as `${type}.undo`, for the worker to register. */
export function createCommerceActivities(needs: CommerceNeeds): ActivityRegistry {
  const deps = {
    baseCurrency: 'EUR',
    rules: shippedRules,
    seller: sampleSeller,
    today: () => new Date().toISOString().slice(0, 10),
    ...needs,
  };
  const activities: readonly CommerceActivity[] = [
    registerOrder(deps),
    beginSettlement(deps),
    requestCancellation(deps),
    closeOrder(deps),
    endOrder(deps),
    reserveStock(deps),
    releaseStock(deps),
    shipStock(deps),
    receiveStock(deps),
    holdFunds(deps),
    captureFunds(deps),
    voidHold(deps),
    screenParties(deps),
    decideMatch(deps),
    quoteOrder(deps),
    recordRuling(deps),
    checkStock(deps),
    requestReplenishment(deps),
    proposeOrder(deps),
    placeSupplierOrder(deps),
    cancelPurchase(deps),
    bookFreight(deps),
    handOver(deps),
    cancelFreight(deps),
    pollFreight(deps),
    fileDeclaration(deps),
    withdrawFiling(deps),
    answerHold(deps),
    pollCustoms(deps),
    postSettlement(deps),
  ];
  const entries = activities.flatMap(({ type, run, undo }): [string, ActivityFunction][] =>
    undo === undefined
      ? [[type, run]]
      : [
          [type, run],
          [`${type}.undo`, undo],
        ],
  );
  return Object.fromEntries(entries);
}
