/** The accounts that the order flow posts to. Tax and duty accounts carry the authority: `tax-payable:DE`. */
export type Account =
  | 'bank'
  | 'payment-provider'
  | 'carrier-payable'
  | 'revenue-goods'
  | 'revenue-shipping'
  | 'freight-expense'
  | 'exchange-gain-loss'
  | `tax-payable:${string}`
  | `duty-payable:${string}`;

/** Debit positive, credit negative. `baseMinor` is the same amount in the base currency. */
export interface JournalLine {
  readonly account: Account;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly baseMinor: bigint;
}

export interface JournalEntry {
  readonly entryId: string;
  readonly kind: 'sale' | 'capture' | 'freight' | 'reversal';
  readonly orderId: string;
  readonly baseCurrency: string;
  /** The day it belongs to, `2026-11-23`. */
  readonly postedOn: string;
  readonly reverses: string | null;
  readonly lines: readonly JournalLine[];
}

/** What does not add up to zero, per currency and in base; empty for a balanced entry. */
export function imbalanceOf(lines: readonly JournalLine[]): { readonly currency: string; readonly minor: bigint }[] {
  const sums = new Map<string, bigint>([['base', 0n]]);
  for (const line of lines) {
    sums.set(line.currency, (sums.get(line.currency) ?? 0n) + line.amountMinor);
    sums.set('base', (sums.get('base') ?? 0n) + line.baseMinor);
  }
  return [...sums].flatMap(([currency, minor]) => (minor === 0n ? [] : [{ currency, minor }]));
}
