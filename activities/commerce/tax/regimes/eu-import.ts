import type { Determination } from '../determination.ts';
import type { Regime } from '../quote.contract.ts';

/**
 * Goods from outside the EU. Up to the limit a registered seller collects VAT at checkout (IOSS); until 2026-06-30 such
 * consignments were free of duty, since 2026-07-01 each distinct six-digit sub-heading of a consumer's consignment costs a
 * flat duty, under any VAT scheme.
 */
export function euImport(subject: Determination): Regime {
  const { shipTo, buyer } = subject.request;
  const value = subject.goodsIn('EUR');
  const iossLimit = subject.rule('EU', 'ioss', 'limit-eur');
  const lowValue = value !== null && addEuDuty(subject, value.toNumber());
  const ioss =
    subject.seller.ioss && buyer === 'consumer' && value !== null && iossLimit !== null && value.lte(iossLimit.value);
  const onDuty = !lowValue || subject.rule('EU', 'low-value', 'vat-base-includes-flat-duty') !== null;
  if (ioss) {
    subject.addVat(shipTo.country, 'Import one-stop shop, rate of the destination', { onDuty });
    return {
      scheme: 'IOSS',
      liableParty: 'seller',
      collectionPoint: 'checkout',
      importerOfRecord: 'seller',
      declaration: 'H7',
    };
  }
  subject.addVat(shipTo.country, 'Import VAT at the border', { onDuty });
  return {
    scheme: 'EU_IMPORT',
    liableParty: 'importer',
    collectionPoint: 'border',
    importerOfRecord: 'buyer',
    declaration: lowValue ? 'H7' : 'H1',
  };
}

/** Adds the duty that the value asks for; true = the consignment counts as low value. */
function addEuDuty(subject: Determination, valueEur: number): boolean {
  const relief = subject.rule('EU', 'low-value', 'duty-relief-limit-eur');
  if (relief !== null && valueEur <= Number(relief.value)) return true;
  const limit = subject.rule('EU', 'low-value', 'flat-duty-limit-eur');
  const flat = subject.rule('EU', 'low-value', 'flat-duty-per-item-eur');
  const flatApplies = limit !== null && flat !== null && subject.request.buyer === 'consumer';
  if (!flatApplies || valueEur > Number(limit.value)) {
    subject.addTariffDuty('EU', subject.request.shipTo.country);
    return false;
  }
  const perItem = subject.fromRule(flat.value, 'EUR');
  const seen = new Set<string>();
  subject.request.lines.forEach((line, index) => {
    const item = line.hsCode.slice(0, 6);
    if (perItem === null || seen.has(item)) return;
    seen.add(item);
    subject.addAmount({
      line: index,
      kind: 'duty',
      name: 'Flat duty',
      authority: subject.request.shipTo.country,
      basisMinor: line.goodsMinor,
      amountMinor: perItem,
      reason: `EUR ${flat.value} for sub-heading ${item}, whatever the quantity`,
      rule: flat,
    });
  });
  return true;
}
