import { Exact } from '../money/money.ts';

/** Units of `currency` that one euro bought on `day`, as decimal text. */
export interface EuroRate {
  readonly currency: string;
  readonly day: string;
  readonly perEuro: string;
}

/** Units of `to` for one `from`, through the euro; null when one of them has no rate. */
export function crossRate(perEuro: ReadonlyMap<string, string>, from: string, to: string): string | null {
  if (from === to) return '1';
  const ofFrom = from === 'EUR' ? '1' : perEuro.get(from);
  const ofTo = to === 'EUR' ? '1' : perEuro.get(to);
  return ofFrom === undefined || ofTo === undefined ? null : new Exact(ofTo).div(ofFrom).toFixed();
}

/** Last day of the month of `month` (`2026-08`): the day whose rate an IOSS return uses. */
export function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, number ?? 1, 0)).toISOString().slice(0, 10);
}
