import { Exact } from '../../money/money.ts';
import type { Determination } from '../determination.ts';
import type { Regime } from '../quote.contract.ts';
import type { AsOf, RuleBook, RuleRow } from '../rule-book.ts';

const cappedGroups: Readonly<Record<string, string>> = { TW: 'TW', JP: 'JP', KR: 'KR', CH: 'CH' };

/**
 * Goods into the US: free of duty up to the de minimis limit while that held; since then layers on top of each other: the
 * tariff rate, Section 301 on Chinese goods, then IEEPA, Section 122 or the forced-labour Section 301 by date. On top, state
 * sales tax where the seller has nexus.
 */
export function usImport(subject: Determination): Regime {
  const { lines, shipFrom } = subject.request;
  if (shipFrom === 'US') {
    addSalesTax(subject);
    const parties = { liableParty: 'seller', importerOfRecord: 'none', declaration: 'none' } as const;
    return { scheme: 'DOMESTIC', collectionPoint: 'checkout', ...parties };
  }
  const value = subject.goodsIn('USD');
  const deMinimis = value !== null && lines.every((line) => isDeMinimis(subject, line.origin, value.toNumber()));
  if (!deMinimis) {
    subject.addTariffDuty('US', 'US');
    lines.forEach((line, index) => addOriginLayers(subject, line.origin, line.hsCode, index));
  }
  addSalesTax(subject);
  const informal = subject.rule('US', 'informal-entry', 'limit-usd');
  const isInformal = value !== null && informal !== null && value.lte(informal.value);
  return {
    scheme: 'US_IMPORT',
    liableParty: 'seller',
    collectionPoint: 'checkout',
    importerOfRecord: 'seller',
    declaration: isInformal ? 'us-informal' : 'us-formal',
  };
}

/** A row for the origin decides alone, its end included: China's relief ended earlier than the others'. */
function isDeMinimis(subject: Determination, origin: string, valueUsd: number): boolean {
  const special = origin === 'CN' || origin === 'HK';
  const limit = subject.rule('US', 'low-value', special ? `limit-usd:${origin}` : 'limit-usd');
  return limit !== null && valueUsd <= Number(limit.value);
}

function addOriginLayers(subject: Determination, origin: string, hsCode: string, index: number): void {
  if (origin === 'CN' || origin === 'HK') {
    const rule = subject.ruleByHeading('US', 'section-301-china', 'rate', hsCode);
    if (rule !== null) addLayer(subject, index, rule, 'Section 301 (China)', 'Chinese origin');
  }
  const ieepa = subject.rule('US', 'ieepa', `rate:${origin}`);
  if (ieepa !== null) addLayer(subject, index, ieepa, 'IEEPA', `Origin ${origin}`);
  const surcharge = subject.rule('US', 'section-122', 'rate');
  if (surcharge !== null) addLayer(subject, index, surcharge, 'Section 122 surcharge', 'All origins');
  addForcedLabourLayer(subject, origin, hsCode, index);
}

/** Some origins have a cap that contains the tariff rate: only what the tariff leaves of it is added. */
function addForcedLabourLayer(subject: Determination, origin: string, hsCode: string, index: number): void {
  const name = 'Section 301 (forced labour)';
  const group = subject.isEuMember(origin) ? 'EU' : cappedGroups[origin];
  const cap = group === undefined ? null : subject.rule('US', 'section-301-forced-labour', `cap-net-of-mfn:${group}`);
  if (cap !== null) {
    const tariff = subject.ruleByHeading('US', 'mfn-duty', 'rate', hsCode);
    const left = new Exact(cap.value).minus(tariff?.value ?? 0);
    if (left.gt(0))
      addLayer(subject, index, { ...cap, value: left.toFixed() }, name, `Cap for ${origin} less the tariff rate`);
    return;
  }
  const rule =
    subject.rule('US', 'section-301-forced-labour', `rate:${origin}`) ??
    subject.rule('US', 'section-301-forced-labour', 'rate:*');
  if (rule !== null) addLayer(subject, index, rule, name, `Origin ${origin}`);
}

function addLayer(subject: Determination, index: number, rule: RuleRow, name: string, reason: string): void {
  const bases = subject.request.lines.map((line, at) => (at === index ? line.goodsMinor : 0n));
  subject.addRate({ kind: 'duty', name, authority: 'US', reason, rule, jurisdiction: 'US' }, bases);
}

/** The state's base rate; local rates come on top and are left to a port, so the row counts as not verified. */
function addSalesTax(subject: Determination): void {
  const { region } = subject.request.shipTo;
  if (region === null || !hasNexus(subject, region)) return;
  const rule = subject.rule(`US-${region}`, 'sales-tax', 'base-rate');
  if (rule === null || Number(rule.value) === 0) return;
  const bases = subject.request.lines.map((line) => line.goodsMinor);
  const reason = 'Seller has nexus; local rates are not included';
  const authority = `US-${region}`;
  subject.addRate({ kind: 'sales-tax', name: 'Sales tax', authority, reason, rule, jurisdiction: 'US' }, bases);
}

function hasNexus(subject: Determination, state: string): boolean {
  const sales = subject.seller.usSales[state];
  const threshold = subject.rule(`US-${state}`, 'nexus', 'sales-usd');
  if (sales === undefined || threshold === null) return false;
  const byValue = sales.usd >= Number(threshold.value);
  const count = subject.rule(`US-${state}`, 'nexus', 'transactions');
  if (count === null) return byValue;
  const byCount = sales.transactions >= Number(count.value);
  return subject.rule(`US-${state}`, 'nexus', 'operator')?.value === 'and' ? byValue && byCount : byValue || byCount;
}

/** The choice that postal consignments had while it was open: a sum an item by the origin's IEEPA rate, or that rate. */
export function usPostalDuty(
  book: RuleBook,
  ieepaRate: string,
  asOf: AsOf,
): { readonly specificUsdPerItem: string; readonly adValoremRate: string } | null {
  const rate = new Exact(ieepaRate);
  const band = rate.lt('0.16') ? 'below-16' : rate.lte('0.25') ? '16-to-25' : 'above-25';
  const rule = book.find('US', 'postal', `specific-usd:${band}`, asOf);
  return rule === null ? null : { specificUsdPerItem: rule.value, adValoremRate: ieepaRate };
}
