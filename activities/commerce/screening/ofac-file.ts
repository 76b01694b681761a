import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { ListEntry } from './match-party.ts';

const absent = '-0-';

/**
 * Reads the SDN list of the US Office of Foreign Assets Control in its comma-separated layout: number, name, type, program,
 * title, …, remarks; `-0-` stands for nothing. A first line of column names is passed over. Aliases, numbers and countries are
 * taken from the remarks. `version` names the edition, e.g. its day of publication.
 */
export function readOfacFile(content: string, version: string): ListEntry[] {
  const rows = z
    .array(z.array(z.string()))
    .parse(parse(content, { relax_column_count: true, relax_quotes: true, trim: true, skip_empty_lines: true }));
  return rows.flatMap((row) => {
    const [id = '', name = ''] = row;
    if (!/^\d+$/.test(id) || name === '' || name === absent) return [];
    const remarks = row.at(-1) ?? '';
    const kind = present(row[2]) ?? 'entity';
    return [
      {
        list: 'OFAC-SDN',
        entryId: id,
        listVersion: version,
        name,
        kind,
        program: present(row[3]) ?? '',
        aliases: [...remarks.matchAll(/[af]\.k\.a\. '([^']+)'/g)].map((match) => match[1] ?? ''),
        // Nationality and citizenship are named in words; they inform the reviewer and do not qualify the score.
        countries: [],
        identifiers: identifiersOf(remarks),
      },
    ];
  });
}

function present(field: string | undefined): string | null {
  return field === undefined || field === '' || field === absent ? null : field;
}

function identifiersOf(remarks: string): string[] {
  const numbered =
    /(?:Passport|National ID No\.|Tax ID No\.|Registration (?:ID|Number)|IMO|Vessel Registration Identification IMO) ([A-Z0-9-]{5,})/g;
  return [...remarks.matchAll(numbered)].map((match) => match[1] ?? '');
}
