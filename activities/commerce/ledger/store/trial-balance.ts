import type { Pool } from 'pg';

export interface TrialBalance {
  /** Per currency the sum of all lines, which is zero in a ledger that balances. */
  readonly currencies: readonly { readonly currency: string; readonly minor: bigint }[];
  readonly baseMinor: bigint;
  /** Entries that do not balance by themselves; always empty, or the database was changed behind our back. */
  readonly unbalancedEntries: readonly string[];
  readonly entries: number;
}

/** Adds the whole journal up. `isBalanced` reads the answer. */
export async function trialBalance(pool: Pool): Promise<TrialBalance> {
  const sums = await pool.query<{ currency: string; minor: string; base: string }>(
    `select currency, sum(amount_minor)::text as minor, sum(base_minor)::text as base
     from commerce.journal_line group by currency order by currency`,
  );
  const unbalanced = await pool.query<{ entry_id: string }>(
    `select distinct entry_id from (
       select entry_id from commerce.journal_line group by entry_id, currency having sum(amount_minor) <> 0
       union all
       select entry_id from commerce.journal_line group by entry_id having sum(base_minor) <> 0) as off order by entry_id`,
  );
  const entries = await pool.query<{ count: string }>('select count(*)::text as count from commerce.journal_entry');
  return {
    currencies: sums.rows.map((row) => ({ currency: row.currency, minor: BigInt(row.minor) })),
    baseMinor: sums.rows.reduce((sum, row) => sum + BigInt(row.base), 0n),
    unbalancedEntries: unbalanced.rows.map((row) => row.entry_id),
    entries: Number(entries.rows[0]?.count ?? 0),
  };
}

export function isBalanced(balance: TrialBalance): boolean {
  return (
    balance.baseMinor === 0n &&
    balance.unbalancedEntries.length === 0 &&
    balance.currencies.every((currency) => currency.minor === 0n)
  );
}
