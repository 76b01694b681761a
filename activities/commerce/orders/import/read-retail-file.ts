import { parse } from 'csv-parse/sync';
import type { Info } from 'csv-parse/sync';
import { z } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';
import { Exact, minorToJson, toMinor } from '../../money/money.ts';
import { countryOf } from './country-names.ts';
import { readRetailTime } from './retail-time.ts';

export const retailColumns = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
] as const;

/** Why a line is not part of any order; the command line has words for each. */
export type SkipReason =
  | 'cancellation'
  | 'quantity-not-positive'
  | 'quantity-not-a-number'
  | 'price-not-positive'
  | 'price-not-a-number'
  | 'no-stock-code'
  | 'no-invoice-number'
  | 'no-country'
  | 'time-unreadable'
  | 'line-differs-from-invoice'
  | 'invoice-too-long'
  | 'wrong-number-of-fields';

export interface SkippedLine {
  /** Counts from 1; the line of column names is 1. */
  readonly line: number;
  readonly reason: SkipReason;
  /** The value that was at fault. */
  readonly value: string;
}

export interface RetailFile {
  readonly orders: readonly (JsonObject & { readonly orderId: string })[];
  readonly skipped: readonly SkippedLine[];
}

/** The file lacks columns, or is no CSV at all; `missing` names the columns. */
export class RetailFileError extends Error {
  readonly missing: readonly string[];
  constructor(message: string, missing: readonly string[]) {
    super(message);
    this.name = 'RetailFileError';
    this.missing = missing;
  }
}

interface ReadLine {
  readonly line: number;
  readonly invoice: string;
  readonly sku: string;
  readonly description: string;
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
  readonly placedAt: string;
  readonly customer: string;
  readonly country: string;
}

/** As many as an order may have. */
const maximumLines = 500;

/**
 * Orders out of a file with the columns of the public Online Retail set, one an invoice: prices in pounds, times on the wall
 * clock of `zone`, shipped from London. Lines that are not sales (cancellations, negative quantities) or not readable are
 * reported and left out; an invoice of which nothing is left gives no order.
 */
export function readRetailFile(content: string, zone: string): RetailFile {
  const { header, rows } = readRows(content);
  const skipped: SkippedLine[] = [];
  const invoices = new Map<string, ReadLine[]>();
  for (const { line, fields } of rows) {
    const read = readLine(line, fields, header, zone);
    if ('reason' in read) {
      skipped.push(read);
      continue;
    }
    const lines = invoices.get(read.invoice) ?? [];
    const [first] = lines;
    if (first !== undefined && (first.customer !== read.customer || first.country !== read.country)) {
      skipped.push({ line, reason: 'line-differs-from-invoice', value: `${read.customer} ${read.country}` });
      continue;
    }
    if (lines.length >= maximumLines) {
      skipped.push({ line, reason: 'invoice-too-long', value: read.invoice });
      continue;
    }
    lines.push(read);
    invoices.set(read.invoice, lines);
  }
  return { orders: [...invoices].map(([invoice, lines]) => orderOf(invoice, lines)), skipped };
}

type Header = ReadonlyMap<string, number>;

function readRows(content: string): { header: Header; rows: { line: number; fields: readonly string[] }[] } {
  const records = z
    .array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }))
    .parse(parseCsv(content));
  const [first, ...rest] = records;
  const header = new Map((first?.record ?? []).map((name, index) => [name.replace(/^\uFEFF/, '').trim(), index]));
  const missing = retailColumns.filter((name) => !header.has(name));
  if (missing.length > 0) throw new RetailFileError(`The file lacks the columns ${missing.join(', ')}.`, missing);
  return { header, rows: rest.map(({ record, info }) => ({ line: info.lines, fields: record })) };
}

function parseCsv(content: string): { record: string[]; info: Info }[] {
  try {
    const options = { info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true } as const;
    return z.array(z.custom<{ record: string[]; info: Info }>()).parse(parse(content, options));
  } catch (error) {
    throw new RetailFileError(`The file is no CSV: ${error instanceof Error ? error.message : String(error)}`, []);
  }
}

function readLine(line: number, fields: readonly string[], header: Header, zone: string): ReadLine | SkippedLine {
  const field = (name: (typeof retailColumns)[number]): string => fields[header.get(name) ?? -1]?.trim() ?? '';
  const skip = (reason: SkipReason, value: string): SkippedLine => ({ line, reason, value });
  if (fields.length !== header.size) return skip('wrong-number-of-fields', String(fields.length));
  const invoice = field('InvoiceNo');
  if (invoice === '') return skip('no-invoice-number', '');
  if (/^c/i.test(invoice)) return skip('cancellation', invoice);
  const sku = field('StockCode');
  if (sku === '') return skip('no-stock-code', '');
  const quantity = field('Quantity');
  if (!/^[+-]?\d+$/.test(quantity)) return skip('quantity-not-a-number', quantity);
  if (Number(quantity) <= 0) return skip('quantity-not-positive', quantity);
  const price = field('UnitPrice');
  if (!/^[+-]?\d+(\.\d+)?$/.test(price)) return skip('price-not-a-number', price);
  const unitPriceMinor = toMinor(new Exact(price), 'GBP');
  if (unitPriceMinor <= 0n) return skip('price-not-positive', price);
  const placedAt = readRetailTime(field('InvoiceDate'), zone);
  if (placedAt === null) return skip('time-unreadable', field('InvoiceDate'));
  const country = field('Country');
  if (country === '') return skip('no-country', '');
  const description = field('Description');
  const customer = field('CustomerID');
  return { line, invoice, sku, description, quantity: Number(quantity), unitPriceMinor, placedAt, customer, country };
}

function orderOf(invoice: string, lines: readonly ReadLine[]): JsonObject & { readonly orderId: string } {
  const [first] = lines;
  if (first === undefined) throw new Error(`Invoice ${invoice} has no line.`);
  const country = countryOf(first.country);
  const name = first.customer === '' ? `Guest of invoice ${invoice}` : `Customer ${first.customer}`;
  return {
    orderId: `OR-${invoice}`,
    channel: 'online retail import',
    placedAt: first.placedAt,
    currency: 'GBP',
    buyer: { name, kind: 'consumer', country },
    shipTo: { name, country, ...(country === null ? { countryName: first.country } : {}) },
    shipFrom: { site: 'LONDON', country: 'GB' },
    lines: lines.map((line) => ({
      sku: line.sku,
      description: line.description === '' ? line.sku : line.description,
      quantity: line.quantity,
      unitPriceMinor: minorToJson(line.unitPriceMinor),
    })),
    shippingMinor: 0,
    paymentToken: 'invoice',
  };
}
