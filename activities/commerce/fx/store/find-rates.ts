import type { Pool, PoolClient } from 'pg';
import type { EuroRate } from '../euro-rate.ts';

/** Per currency the last rate published on or before the day. */
export async function findRatesOn(sql: Pool | PoolClient, day: string): Promise<EuroRate[]> {
  const { rows } = await sql.query<EuroRate>(
    `select distinct on (currency) currency, day::text as day, per_euro::text as "perEuro"
     from commerce.fx_rate where day <= $1 order by currency, day desc`,
    [day],
  );
  return rows;
}

/** The first rate of a currency published on or after the day: what tax returns use when the last day has none. */
export async function findRateFrom(sql: Pool | PoolClient, currency: string, day: string): Promise<EuroRate | null> {
  const { rows } = await sql.query<EuroRate>(
    `select currency, day::text as day, per_euro::text as "perEuro"
     from commerce.fx_rate where currency = $1 and day >= $2 order by day limit 1`,
    [currency, day],
  );
  return rows[0] ?? null;
}
