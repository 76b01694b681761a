import type { Decimal } from 'decimal.js';
import { allocate, convert } from '../money/money.ts';
import type { Account, JournalEntry, JournalLine } from './ledger.contract.ts';

export interface Settlement {
  readonly orderId: string;
  readonly currency: string;
  readonly baseCurrency: string;
  /** What was charged and captured, in minor units of the order's currency. */
  readonly chargedMinor: bigint;
  readonly shippingMinor: bigint;
  /** What the seller owes out of it; amounts in the order's currency. */
  readonly owed: readonly {
    readonly authority: string;
    readonly kind: 'duty' | 'vat' | 'sales-tax';
    readonly amountMinor: bigint;
  }[];
  readonly freight: { readonly minor: bigint; readonly currency: string } | null;
  /** Units of base for one unit of the order's currency: on the day of the order, and on the day of capture. */
  readonly orderRate: Decimal.Value;
  readonly captureRate: Decimal.Value;
  /** Units of base for one unit of the freight's currency. */
  readonly freightRate: Decimal.Value;
  readonly orderDay: string;
  readonly captureDay: string;
}

/**
 * The entries of a settled order, each balanced in the order's currency and in base: the sale at the order's rate, the capture
 * at the day's rate with the realised exchange difference, and the carrier's price. Goods revenue is what is left of the
 * charge after tax, duty and transport: a seller who quoted wrongly earns less.
 */
export function settlementEntries(settlement: Settlement): JournalEntry[] {
  const entries = [saleEntry(settlement), captureEntry(settlement)];
  if (settlement.freight !== null && settlement.freight.minor !== 0n)
    entries.push(freightEntry(settlement, settlement.freight));
  return entries;
}

/** The same amounts the other way round: takes an entry back without touching it. */
export function reversalOf(entry: JournalEntry, entryId: string, postedOn: string): JournalEntry {
  return {
    ...entry,
    entryId,
    kind: 'reversal',
    postedOn,
    reverses: entry.entryId,
    lines: entry.lines.map((line) => ({ ...line, amountMinor: -line.amountMinor, baseMinor: -line.baseMinor })),
  };
}

function inBase(settlement: Settlement, minor: bigint, rate: Decimal.Value): bigint {
  return convert({ minor, currency: settlement.currency }, settlement.baseCurrency, rate).minor;
}

function saleEntry(settlement: Settlement): JournalEntry {
  const { orderId, currency, chargedMinor, shippingMinor, orderRate, orderDay } = settlement;
  const owed = settlement.owed.filter((share) => share.amountMinor !== 0n);
  const owedMinor = owed.reduce((sum, share) => sum + share.amountMinor, 0n);
  const credits: { readonly account: Account; readonly minor: bigint }[] = [
    { account: 'revenue-goods', minor: chargedMinor - shippingMinor - owedMinor },
    { account: 'revenue-shipping', minor: shippingMinor },
    ...owed.map((share) => ({
      account: `${share.kind === 'duty' ? 'duty' : 'tax'}-payable:${share.authority}` as const,
      minor: share.amountMinor,
    })),
  ];
  const chargedBase = inBase(settlement, chargedMinor, orderRate);
  const bases = baseShares(settlement, credits, chargedBase);
  const lines: JournalLine[] = [
    { account: 'payment-provider', currency, amountMinor: chargedMinor, baseMinor: chargedBase },
    ...credits.map(({ account, minor }, index) => ({
      account,
      currency,
      amountMinor: -minor,
      baseMinor: -(bases[index] ?? 0n),
    })),
  ];
  return entryOf(settlement, { entryId: `${orderId}:sale`, kind: 'sale', postedOn: orderDay, lines });
}

/** Splits the charge's base amount over the credits without losing a cent; a loss (negative revenue) takes the remainder. */
function baseShares(
  settlement: Settlement,
  credits: readonly { readonly minor: bigint }[],
  chargedBase: bigint,
): readonly bigint[] {
  if (credits.every((credit) => credit.minor >= 0n)) {
    return allocate(
      chargedBase,
      credits.map((credit) => credit.minor),
    );
  }
  const others = credits.slice(1).map((credit) => inBase(settlement, credit.minor, settlement.orderRate));
  return [chargedBase - others.reduce((sum, share) => sum + share, 0n), ...others];
}

function captureEntry(settlement: Settlement): JournalEntry {
  const { orderId, currency, chargedMinor, orderRate, captureRate, captureDay } = settlement;
  const received = inBase(settlement, chargedMinor, captureRate);
  const expected = inBase(settlement, chargedMinor, orderRate);
  const lines: JournalLine[] = [
    { account: 'bank', currency, amountMinor: chargedMinor, baseMinor: received },
    { account: 'payment-provider', currency, amountMinor: -chargedMinor, baseMinor: -expected },
  ];
  // The difference exists in base only: nothing was won or lost in the order's currency.
  if (received !== expected) {
    lines.push({ account: 'exchange-gain-loss', currency, amountMinor: 0n, baseMinor: expected - received });
  }
  return entryOf(settlement, { entryId: `${orderId}:capture`, kind: 'capture', postedOn: captureDay, lines });
}

function freightEntry(
  settlement: Settlement,
  cost: { readonly minor: bigint; readonly currency: string },
): JournalEntry {
  const base = convert(cost, settlement.baseCurrency, settlement.freightRate).minor;
  const { currency } = cost;
  const lines: JournalLine[] = [
    { account: 'freight-expense', currency, amountMinor: cost.minor, baseMinor: base },
    { account: 'carrier-payable', currency, amountMinor: -cost.minor, baseMinor: -base },
  ];
  const entryId = `${settlement.orderId}:freight`;
  return entryOf(settlement, { entryId, kind: 'freight', postedOn: settlement.captureDay, lines });
}

function entryOf(
  settlement: Settlement,
  entry: Pick<JournalEntry, 'entryId' | 'kind' | 'postedOn' | 'lines'>,
): JournalEntry {
  return { ...entry, orderId: settlement.orderId, baseCurrency: settlement.baseCurrency, reverses: null };
}
