import type { Decimal } from 'decimal.js';
import type { RoundingMethod } from '../money/money.ts';
import { Exact, allocate, convert, timesRate, toMajor } from '../money/money.ts';
import type { Layer, QuoteRequest, RateOf, SellerProfile, Unknown } from './quote.contract.ts';
import type { AsOf, RuleBook, RuleRow } from './rule-book.ts';

const roundingMethods: Readonly<Record<string, RoundingMethod>> = {
  'half-up': 'half-up',
  'half-even': 'half-even',
  down: 'down',
  up: 'up',
};

/**
 * One determination under way: the request, the rules that hold on its day, and what was found so far. Regimes ask it for
 * rules and add layers; what no rule answers becomes an unknown.
 */
export class Determination {
  readonly request: QuoteRequest;
  readonly seller: SellerProfile;
  readonly layers: Layer[] = [];
  readonly unknowns: Unknown[] = [];
  readonly #book: RuleBook;
  readonly #rateOf: RateOf;
  readonly #asOf: AsOf;
  readonly #used = new Set<RuleRow>();
  readonly #shipping: readonly bigint[];

  constructor(request: QuoteRequest, seller: SellerProfile, book: RuleBook, rateOf: RateOf) {
    this.request = request;
    this.seller = seller;
    this.#book = book;
    this.#rateOf = rateOf;
    this.#asOf = { date: request.date, knownAt: request.knownAt };
    this.#shipping = allocate(
      request.shippingMinor,
      request.lines.map((line) => line.goodsMinor),
    );
  }

  rule(jurisdiction: string, scheme: string, field: string): RuleRow | null {
    return this.#noted(this.#book.find(jurisdiction, scheme, field, this.#asOf));
  }

  ruleByHeading(jurisdiction: string, scheme: string, field: string, code: string): RuleRow | null {
    return this.#noted(this.#book.findByHeading(jurisdiction, scheme, field, code, this.#asOf));
  }

  /** Looks a rule up without counting it as used. */
  peek(jurisdiction: string, scheme: string, field: string): RuleRow | null {
    return this.#book.find(jurisdiction, scheme, field, this.#asOf);
  }

  isEuMember(country: string): boolean {
    return this.peek('EU', 'membership', country) !== null;
  }

  /** Intrinsic value of the consignment (goods without transport) in another currency, as a decimal. */
  goodsIn(currency: string): Decimal | null {
    const minor = this.request.lines.reduce((sum, line) => sum + line.goodsMinor, 0n);
    return this.inCurrency(minor, currency);
  }

  inCurrency(minor: bigint, currency: string): Decimal | null {
    const rate = this.#rate(this.request.currency, currency);
    return rate === null ? null : toMajor(minor, this.request.currency).times(rate);
  }

  /** An amount of a rule, given in `currency`, in minor units of the order's currency. */
  fromRule(value: string, currency: string): bigint | null {
    const rate = this.#rate(currency, this.request.currency);
    if (rate === null) return null;
    const hundredths = BigInt(new Exact(value).times(100).toFixed(0));
    return convert({ minor: hundredths, currency }, this.request.currency, rate).minor;
  }

  /** Goods and the line's share of transport: the usual base of VAT. */
  lineBase(index: number): bigint {
    return (this.request.lines[index]?.goodsMinor ?? 0n) + (this.#shipping[index] ?? 0n);
  }

  dutyOf(index: number): bigint {
    return this.layers
      .filter((layer) => layer.line === index && layer.kind === 'duty')
      .reduce((sum, layer) => sum + layer.amountMinor, 0n);
  }

  /** Adds one layer at a rate to every line whose base is not zero, rounded as the jurisdiction has it: by line or in sum. */
  addRate(
    layer: Pick<Layer, 'kind' | 'name' | 'authority' | 'reason' | 'rule'> & { readonly jurisdiction: string },
    bases: readonly bigint[],
  ): void {
    const { jurisdiction, ...rest } = layer;
    const method = roundingMethods[this.rule(jurisdiction, 'rounding', 'method')?.value ?? 'half-up'] ?? 'half-up';
    const wholly = this.rule(jurisdiction, 'rounding', 'level')?.value === 'consignment';
    const sum = bases.reduce((total, base) => total + base, 0n);
    const amounts = wholly
      ? allocate(timesRate(sum, layer.rule.value, method), bases)
      : bases.map((base) => timesRate(base, layer.rule.value, method));
    bases.forEach((basisMinor, line) => {
      const amountMinor = amounts[line] ?? 0n;
      if (basisMinor !== 0n) this.layers.push({ ...rest, line, rate: layer.rule.value, basisMinor, amountMinor });
    });
  }

  addAmount(layer: Omit<Layer, 'rate'>): void {
    this.layers.push({ ...layer, rate: null });
  }

  /** VAT at the country's standard rate on every line: goods with transport, and duty apart, so that both can be read. */
  addVat(country: string, reason: string, options: { readonly onDuty?: boolean } = {}): void {
    const rule = this.rule(country, 'vat', 'standard-rate');
    if (rule === null) {
      this.unknowns.push({ kind: 'country', subject: country });
      return;
    }
    const jurisdiction = this.isEuMember(country) ? 'EU' : country;
    const base = { kind: 'vat', authority: country, rule, jurisdiction } as const;
    const lines = this.request.lines;
    this.addRate(
      { ...base, name: 'VAT', reason },
      lines.map((_, index) => this.lineBase(index)),
    );
    if (options.onDuty === true) {
      const duties = lines.map((_, index) => this.dutyOf(index));
      this.addRate({ ...base, name: 'VAT on duty', reason: `${reason}; duty belongs to the base` }, duties);
    }
  }

  /** Ordinary ad valorem duty by tariff heading; a heading without a rate is a question for a person. */
  addTariffDuty(jurisdiction: string, authority: string): void {
    this.request.lines.forEach((line, index) => {
      const rule = this.ruleByHeading(jurisdiction, 'mfn-duty', 'rate', line.hsCode);
      if (rule === null) {
        this.unknowns.push({ kind: 'duty-rate', subject: `${jurisdiction} ${line.hsCode}` });
        return;
      }
      const bases = this.request.lines.map((each, at) => (at === index ? each.goodsMinor : 0n));
      const reason = `Tariff rate of heading ${line.hsCode.slice(0, 4)}`;
      this.addRate({ kind: 'duty', name: 'Duty', authority, reason, rule, jurisdiction }, bases);
    });
  }

  unverified(): RuleRow[] {
    const advisories = [this.request.shipTo.country, 'EU'].flatMap((jurisdiction) =>
      jurisdiction === 'EU' && !this.isEuMember(this.request.shipTo.country)
        ? []
        : this.#book.list(jurisdiction, 'advisory', this.#asOf),
    );
    const used = [...this.#used].filter((row) => row.confidence === 'unverified' || row.confidence === 'sample');
    return [...new Set([...used, ...advisories])];
  }

  ruleSetVersion(): string {
    return this.#book.version(this.#asOf.knownAt);
  }

  #rate(from: string, to: string): string | null {
    if (from === to) return '1';
    const rate = this.#rateOf(from, to);
    if (rate === null && !this.unknowns.some((unknown) => unknown.kind === 'exchange-rate')) {
      this.unknowns.push({ kind: 'exchange-rate', subject: `${from}/${to}` });
    }
    return rate;
  }

  #noted(row: RuleRow | null): RuleRow | null {
    if (row !== null) this.#used.add(row);
    return row;
  }
}
