import type { Determination } from '../determination.ts';
import type { Regime } from '../quote.contract.ts';

const noBorder = { importerOfRecord: 'none', declaration: 'none' } as const;

/** Dispatch and arrival in one country outside the US: its own VAT. */
export function domestic(subject: Determination): Regime {
  const { country } = subject.request.shipTo;
  subject.addVat(country, 'Supply within one country');
  return { scheme: 'DOMESTIC', liableParty: 'seller', collectionPoint: 'checkout', ...noBorder };
}

/**
 * From one EU country to another: the rate of the destination since the one-stop shop began; before, the origin's (below the
 * destination's threshold). Between businesses the buyer accounts for the tax.
 */
export function withinEu(subject: Determination): Regime {
  const { shipTo, shipFrom, buyer } = subject.request;
  if (buyer === 'business') {
    return { scheme: 'REVERSE_CHARGE', liableParty: 'importer', collectionPoint: 'none', ...noBorder };
  }
  if (subject.rule('EU', 'oss', 'destination-vat') !== null) {
    subject.addVat(shipTo.country, 'Distance sale, taxed at destination');
    return { scheme: 'OSS', liableParty: 'seller', collectionPoint: 'checkout', ...noBorder };
  }
  subject.rule('EU', 'oss', 'distance-sale-origin-vat');
  subject.addVat(shipFrom, 'Distance sale below the threshold, taxed at origin');
  return { scheme: 'DISTANCE_SALE_ORIGIN', liableParty: 'seller', collectionPoint: 'checkout', ...noBorder };
}
