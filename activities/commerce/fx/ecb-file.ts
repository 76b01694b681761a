import { inflateRawSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { EuroRate } from './euro-rate.ts';

/**
 * Reads the European Central Bank's public history: `eurofxref-hist.csv`, or the zip that holds it. One column a currency,
 * one row a day of publication; `N/A` where a currency was not quoted.
 */
export function readEcbFile(content: Uint8Array): EuroRate[] {
  const csv = isZip(content) ? firstFileOf(content) : Buffer.from(content);
  const rows = z.array(z.array(z.string())).parse(parse(csv, { relax_column_count: true, trim: true }));
  const [header, ...days] = rows;
  if (header === undefined || header[0] !== 'Date') {
    throw new Error('Not a file of ECB reference rates: its first column must be "Date".');
  }
  return days.flatMap((row) => {
    const day = row[0] ?? '';
    return row.slice(1).flatMap((perEuro, index) => {
      const currency = header[index + 1] ?? '';
      return /^\d+(\.\d+)?$/.test(perEuro) && currency !== '' ? [{ day, currency, perEuro }] : [];
    });
  });
}

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfCentral = 0x06054b50;

function isZip(content: Uint8Array): boolean {
  return content.length > 4 && Buffer.from(content).readUInt32LE(0) === localHeader;
}

/** The first entry of a zip archive, found through its central directory, whose sizes are always filled in. */
function firstFileOf(content: Uint8Array): Buffer {
  const zip = Buffer.from(content);
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== endOfCentral) end -= 1;
  if (end < 0) throw new Error('The zip archive is cut off: it has no central directory.');
  const entry = zip.readUInt32LE(end + 16);
  if (zip.readUInt32LE(entry) !== centralHeader) throw new Error('The zip archive is damaged.');
  const method = zip.readUInt16LE(entry + 10);
  const size = zip.readUInt32LE(entry + 20);
  const local = zip.readUInt32LE(entry + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = zip.subarray(start, start + size);
  if (method === 0) return data;
  if (method === 8) return inflateRawSync(data);
  throw new Error(`The zip archive uses compression method ${method}; only stored and deflated files can be read.`);
}
