import type { Pool, PoolClient } from 'pg';
import { crossRate } from './euro-rate.ts';
import { findRateFrom, findRatesOn } from './store/find-rates.ts';

/** Cross rates of a day, from the last publication on or before it. */
export async function rateTable(
  sql: Pool | PoolClient,
  day: string,
): Promise<(from: string, to: string) => string | null> {
  const rates = await findRatesOn(sql, day);
  const perEuro = new Map(rates.map((rate) => [rate.currency, rate.perEuro]));
  return (from, to) => crossRate(perEuro, from, to);
}

/** The rate of an IOSS or OSS return: the period's last day, or the next day of publication when there is none. */
export async function returnRate(sql: Pool | PoolClient, currency: string, lastDay: string): Promise<string | null> {
  return (await findRateFrom(sql, currency, lastDay))?.perEuro ?? null;
}
