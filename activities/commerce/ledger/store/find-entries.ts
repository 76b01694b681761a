import type { PoolClient } from 'pg';
import type { Account, JournalEntry } from '../ledger.contract.ts';

interface Row extends Omit<JournalEntry, 'lines'> {
  readonly lines: readonly { account: Account; currency: string; amountMinor: string; baseMinor: string }[];
}

export async function findEntries(sql: PoolClient, entryIds: readonly string[]): Promise<JournalEntry[]> {
  const { rows } = await sql.query<Row>(
    `select entry_id as "entryId", kind, order_id as "orderId", base_currency as "baseCurrency",
            posted_on::text as "postedOn", reverses,
            (select jsonb_agg(jsonb_build_object('account', account, 'currency', currency,
                                                 'amountMinor', amount_minor::text, 'baseMinor', base_minor::text)
                              order by line_number)
             from commerce.journal_line as line where line.entry_id = entry.entry_id) as lines
     from commerce.journal_entry as entry where entry_id = any($1)`,
    [entryIds],
  );
  return rows.map((row) => ({
    ...row,
    lines: row.lines.map((line) => ({
      ...line,
      amountMinor: BigInt(line.amountMinor),
      baseMinor: BigInt(line.baseMinor),
    })),
  }));
}
