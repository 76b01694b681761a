import type { Pool } from 'pg';
import type { EuroRate } from '../euro-rate.ts';

/** Writes rates in batches; one that is known keeps its source unless the new one is not a sample. Returns rows written. */
export async function saveRates(pool: Pool, rates: readonly EuroRate[], source: string): Promise<number> {
  let written = 0;
  for (let start = 0; start < rates.length; start += 5_000) {
    const batch = rates.slice(start, start + 5_000);
    const { rowCount } = await pool.query(
      `insert into commerce.fx_rate as known (day, currency, per_euro, source)
       select day, currency, per_euro, $4 from unnest($1::date[], $2::text[], $3::numeric[]) as given (day, currency, per_euro)
       on conflict (currency, day) do update set per_euro = excluded.per_euro, source = excluded.source
       where known.source = 'sample' or excluded.source <> 'sample'`,
      [batch.map((rate) => rate.day), batch.map((rate) => rate.currency), batch.map((rate) => rate.perEuro), source],
    );
    written += rowCount ?? 0;
  }
  return written;
}
