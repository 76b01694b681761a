import type { Determination } from '../determination.ts';
import type { Regime } from '../quote.contract.ts';

/**
 * Countries where a foreign seller collects VAT at checkout up to a limit (GB 135 GBP a consignment; AU, NO, NZ, SG alike)
 * and no import VAT or duty is due; above it the border collects both.
 */
export function lowValueImport(subject: Determination): Regime {
  const { country } = subject.request.shipTo;
  if (isLowValue(subject, country) && subject.seller.lowValueRegistrations.includes(country)) {
    subject.addVat(country, 'Supply VAT at the point of sale, no import VAT');
    return {
      scheme: 'LOW_VALUE',
      liableParty: 'seller',
      collectionPoint: 'checkout',
      importerOfRecord: 'seller',
      declaration: 'low-value',
    };
  }
  if (!isLowValue(subject, country)) subject.addTariffDuty(country, country);
  subject.addVat(country, 'Import VAT at the border', { onDuty: true });
  return {
    scheme: 'BORDER_IMPORT',
    liableParty: 'importer',
    collectionPoint: 'border',
    importerOfRecord: 'buyer',
    declaration: 'standard',
  };
}

function isLowValue(subject: Determination, country: string): boolean {
  const limit = subject.rule(country, 'low-value', 'limit');
  const currency = subject.rule(country, 'low-value', 'limit-currency');
  if (limit === null || currency === null) return false;
  const perItem = subject.rule(country, 'low-value', 'limit-unit')?.value === 'item';
  if (!perItem) return subject.goodsIn(currency.value)?.lte(limit.value) ?? false;
  return subject.request.lines.every(
    (line) => subject.inCurrency(line.goodsMinor, currency.value)?.div(line.quantity).lte(limit.value) ?? false,
  );
}
