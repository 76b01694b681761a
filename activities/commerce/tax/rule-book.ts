import { createHash } from 'node:crypto';
import { z } from 'zod';

const day = z.iso.date();

/**
 * One fact of tax or customs law. It is bitemporal: `validFrom` (inclusive) to `validTo` (exclusive, null = open) is when it
 * holds in the world, `knownAt` the day from which we could know it. A later row about the same fact and days corrects an
 * earlier one, and a quote can still be repeated with what was known then.
 */
export const ruleRow = z.object({
  /** `DE`, `EU`, `US`, `US-CA`. */
  jurisdiction: z.string().min(2),
  scheme: z.string().min(1),
  /** What the value is; a part after `:` selects (a tariff heading, an origin, `*` for all others). */
  field: z.string().min(1),
  value: z.string().min(1),
  validFrom: day,
  validTo: day.nullable(),
  knownAt: day,
  source: z.string().min(1),
  /** `unverified` and `sample` rows bar automatic filing and ask for a review. */
  confidence: z.enum(['verified', 'secondary', 'unverified', 'sample']),
  note: z.string().optional(),
});
export type RuleRow = z.output<typeof ruleRow>;

/** The days a rule is asked for: when it must hold, and what may be known. */
export interface AsOf {
  readonly date: string;
  readonly knownAt: string;
}

export class RuleBook {
  readonly #byFact = new Map<string, RuleRow[]>();
  readonly #rows: readonly RuleRow[];
  readonly #versions = new Map<string, string>();

  constructor(rows: readonly RuleRow[]) {
    this.#rows = rows;
    for (const row of rows) {
      const fact = factOf(row.jurisdiction, row.scheme, row.field);
      this.#byFact.set(fact, [...(this.#byFact.get(fact) ?? []), row]);
    }
  }

  /** The row that holds on the date, by what was known: the latest known one, of these the latest beginning. */
  find(jurisdiction: string, scheme: string, field: string, asOf: AsOf): RuleRow | null {
    const rows = this.#byFact.get(factOf(jurisdiction, scheme, field)) ?? [];
    const holding = rows.filter((row) => holds(row, asOf));
    holding.sort((a, b) => compare(b.knownAt, a.knownAt) || compare(b.validFrom, a.validFrom));
    return holding[0] ?? null;
  }

  /** Like `find`, with the longest tariff heading that begins `code`, then `*`: `rate:610910`, `rate:6109`, `rate:61`, `rate:*`. */
  findByHeading(jurisdiction: string, scheme: string, field: string, code: string, asOf: AsOf): RuleRow | null {
    for (let digits = code.length; digits >= 2; digits -= 1) {
      const row = this.find(jurisdiction, scheme, `${field}:${code.slice(0, digits)}`, asOf);
      if (row !== null) return row;
    }
    return this.find(jurisdiction, scheme, `${field}:*`, asOf);
  }

  /** This book and further rows, e.g. a person's rulings. */
  plus(rows: readonly RuleRow[]): RuleBook {
    return rows.length === 0 ? this : new RuleBook([...this.#rows, ...rows]);
  }

  /** All rows of a scheme that hold. */
  list(jurisdiction: string, scheme: string, asOf: AsOf): RuleRow[] {
    return this.#rows.filter((row) => row.jurisdiction === jurisdiction && row.scheme === scheme && holds(row, asOf));
  }

  /** Names exactly the rows that were known: the last day of news and a digest of the content. Pinned with each quote. */
  version(knownAt: string): string {
    const cached = this.#versions.get(knownAt);
    if (cached !== undefined) return cached;
    const known = this.#rows.filter((row) => row.knownAt <= knownAt);
    const last = known.reduce((latest, row) => (row.knownAt > latest ? row.knownAt : latest), '0000-00-00');
    const digest = createHash('sha256').update(JSON.stringify(known)).digest('hex').slice(0, 12);
    const version = `${last}.${digest}`;
    this.#versions.set(knownAt, version);
    return version;
  }
}

function factOf(jurisdiction: string, scheme: string, field: string): string {
  return `${jurisdiction}/${scheme}/${field}`;
}

function holds(row: RuleRow, asOf: AsOf): boolean {
  return row.validFrom <= asOf.date && (row.validTo === null || asOf.date < row.validTo) && row.knownAt <= asOf.knownAt;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
