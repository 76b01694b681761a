import { z } from 'zod';
import { countryCode } from '../orders/order.contract.ts';
import { currencyCode, minorUnits } from '../money/money.ts';
import type { RuleRow } from './rule-book.ts';

/** Who sells: what decides between regimes and is not a rule of any state. */
export interface SellerProfile {
  /** Registered for the import one-stop shop. */
  readonly ioss: boolean;
  /** Foreign low-value schemes it is registered for, by country. */
  readonly lowValueRegistrations: readonly string[];
  /** Sales of the last twelve months by US state, in whole dollars, and their number: nexus follows from them. */
  readonly usSales: Readonly<Record<string, { readonly usd: number; readonly transactions: number }>>;
}

export interface QuoteLine {
  readonly sku: string;
  readonly description: string;
  readonly quantity: number;
  /** Net price of the line in minor units of the order's currency. */
  readonly goodsMinor: bigint;
  readonly hsCode: string;
  readonly origin: string;
}

export interface QuoteRequest {
  readonly currency: string;
  readonly lines: readonly QuoteLine[];
  readonly shippingMinor: bigint;
  readonly shipFrom: string;
  readonly shipTo: { readonly country: string; readonly region: string | null };
  readonly buyer: 'consumer' | 'business';
  readonly transport: 'express' | 'post';
  /** The local day that decides which rules hold, and the day up to which rules are known. */
  readonly date: string;
  readonly knownAt: string;
}

/** Units of `to` for one unit of `from` on the request's day, null when no rate is known. */
export type RateOf = (from: string, to: string) => string | null;

export type Scheme =
  | 'DOMESTIC'
  | 'OSS'
  | 'DISTANCE_SALE_ORIGIN'
  | 'REVERSE_CHARGE'
  | 'IOSS'
  | 'EU_IMPORT'
  | 'LOW_VALUE'
  | 'BORDER_IMPORT'
  | 'US_IMPORT'
  /** A person ruled that the seller collects nothing and the buyer settles with the border. */
  | 'UNTAXED_BY_RULING';

/** One amount owed for one line, with its reason: duties are an ordered list of layers. */
export interface Layer {
  readonly line: number;
  readonly kind: 'duty' | 'vat' | 'sales-tax';
  readonly name: string;
  readonly authority: string;
  readonly rate: string | null;
  readonly basisMinor: bigint;
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly rule: RuleRow;
}

/** What the regime says beside amounts: who owes, where it is collected, what is declared. */
export interface Regime {
  readonly scheme: Scheme;
  readonly liableParty: 'seller' | 'importer';
  readonly collectionPoint: 'checkout' | 'border' | 'none';
  readonly importerOfRecord: 'seller' | 'buyer' | 'none';
  /** Declaration to file; `none` within a customs union. */
  readonly declaration: 'none' | 'H7' | 'H1' | 'low-value' | 'standard' | 'us-informal' | 'us-formal';
}

/** A question that only a person can answer before the order can be taxed. */
export type Unknown =
  | { readonly kind: 'article'; readonly subject: string }
  | { readonly kind: 'country'; readonly subject: string }
  /** Subject: jurisdiction and tariff code, `EU 621410`. */
  | { readonly kind: 'duty-rate'; readonly subject: string }
  /** Not for a person to answer: rates are imported. */
  | { readonly kind: 'exchange-rate'; readonly subject: string };

export interface TaxQuote extends Regime {
  readonly ruleSetVersion: string;
  readonly date: string;
  readonly knownAt: string;
  readonly currency: string;
  readonly lines: readonly QuoteLine[];
  readonly layers: readonly Layer[];
  readonly goodsMinor: bigint;
  readonly shippingMinor: bigint;
  readonly dutyMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  /** What is owed to whom; the amounts add up to duty and tax. */
  readonly authorities: readonly {
    readonly authority: string;
    readonly kind: Layer['kind'];
    readonly amountMinor: bigint;
  }[];
  /** Rules used, or looked at, that nobody has verified yet. */
  readonly unverified: readonly RuleRow[];
}

export type QuoteOutcome =
  | { readonly status: 'quoted'; readonly quote: TaxQuote }
  | { readonly status: 'unknown'; readonly unknowns: readonly Unknown[] };

/** The quote as the process carries it on, and as later activities read it. */
export const quoteVariable = z.object({
  quoteId: z.string(),
  ruleSetVersion: z.string(),
  scheme: z.string(),
  liableParty: z.enum(['seller', 'importer']),
  importerOfRecord: z.string(),
  declaration: z.string(),
  currency: currencyCode,
  goodsMinor: minorUnits,
  shippingMinor: minorUnits,
  dutyMinor: minorUnits,
  taxMinor: minorUnits,
  totalMinor: minorUnits,
  authorities: z.array(
    z.object({ authority: z.string(), kind: z.enum(['duty', 'vat', 'sales-tax']), amountMinor: minorUnits }),
  ),
  lines: z.array(
    z.object({
      sku: z.string(),
      description: z.string(),
      quantity: z.number(),
      goodsMinor: minorUnits,
      hsCode: z.string(),
      origin: countryCode,
    }),
  ),
  unverified: z.array(z.string()),
});
export type QuoteVariable = z.output<typeof quoteVariable>;
