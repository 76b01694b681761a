import { Determination } from './determination.ts';
import type { Layer, QuoteOutcome, QuoteRequest, RateOf, Regime, SellerProfile, TaxQuote } from './quote.contract.ts';
import { euImport } from './regimes/eu-import.ts';
import { lowValueImport } from './regimes/low-value-import.ts';
import { usImport } from './regimes/us-import.ts';
import { domestic, withinEu } from './regimes/within-union.ts';
import type { RuleBook } from './rule-book.ts';

/** What the caller brings beside the request: who sells, the rules, and exchange rates of the day. */
export interface QuoteNeeds {
  readonly seller: SellerProfile;
  readonly rules: RuleBook;
  readonly rateOf: RateOf;
}

/**
 * Taxes and duties of one consignment, from the rules that hold on the request's day. Pure. Prices are net: what is owed
 * comes on top. What the rules cannot answer comes back as `unknown`, all questions at once.
 */
export function quote(request: QuoteRequest, needs: QuoteNeeds): QuoteOutcome {
  const subject = new Determination(request, needs.seller, needs.rules, needs.rateOf);
  const regime = determine(subject);
  if (regime === null) subject.unknowns.push({ kind: 'country', subject: request.shipTo.country });
  if (regime === null || subject.unknowns.length > 0) return { status: 'unknown', unknowns: subject.unknowns };
  return { status: 'quoted', quote: totals(subject, regime) };
}

/** The quote of an order that a person ruled to leave untaxed: nothing owed by us, the buyer imports. */
export function untaxedQuote(request: QuoteRequest, needs: QuoteNeeds): TaxQuote {
  return totals(new Determination(request, needs.seller, needs.rules, needs.rateOf), {
    scheme: 'UNTAXED_BY_RULING',
    liableParty: 'importer',
    collectionPoint: 'border',
    importerOfRecord: 'buyer',
    declaration: 'standard',
  });
}

function determine(subject: Determination): Regime | null {
  const { shipFrom, shipTo } = subject.request;
  if (shipTo.country === 'US') return usImport(subject);
  if (shipFrom === shipTo.country && subject.peek(shipTo.country, 'vat', 'standard-rate') !== null)
    return domestic(subject);
  if (subject.isEuMember(shipTo.country)) return subject.isEuMember(shipFrom) ? withinEu(subject) : euImport(subject);
  return subject.peek(shipTo.country, 'vat', 'standard-rate') === null ? null : lowValueImport(subject);
}

function totals(subject: Determination, regime: Regime): TaxQuote {
  const { request, layers } = subject;
  const goodsMinor = request.lines.reduce((sum, line) => sum + line.goodsMinor, 0n);
  const dutyMinor = sumOf(layers, (layer) => layer.kind === 'duty');
  const taxMinor = sumOf(layers, (layer) => layer.kind !== 'duty');
  return {
    ...regime,
    ruleSetVersion: subject.ruleSetVersion(),
    date: request.date,
    knownAt: request.knownAt,
    currency: request.currency,
    lines: request.lines,
    layers,
    goodsMinor,
    shippingMinor: request.shippingMinor,
    dutyMinor,
    taxMinor,
    totalMinor: goodsMinor + request.shippingMinor + dutyMinor + taxMinor,
    authorities: splitByAuthority(layers),
    unverified: subject.unverified(),
  };
}

function sumOf(layers: readonly Layer[], counts: (layer: Layer) => boolean): bigint {
  return layers.filter(counts).reduce((sum, layer) => sum + layer.amountMinor, 0n);
}

function splitByAuthority(layers: readonly Layer[]): TaxQuote['authorities'] {
  const split = new Map<string, TaxQuote['authorities'][number]>();
  for (const { authority, kind, amountMinor } of layers) {
    const id = `${authority}/${kind}`;
    split.set(id, { authority, kind, amountMinor: (split.get(id)?.amountMinor ?? 0n) + amountMinor });
  }
  return [...split.values()];
}
