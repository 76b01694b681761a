import type { PoolClient } from 'pg';
import type { JournalEntry } from '../ledger.contract.ts';

/** Posts an entry; Postgres refuses one that does not balance when the transaction commits. */
export async function insertEntry(sql: PoolClient, entry: JournalEntry, key: string): Promise<void> {
  await sql.query(
    `insert into commerce.journal_entry (entry_id, idempotency_key, kind, order_id, base_currency, posted_on, reverses)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [entry.entryId, key, entry.kind, entry.orderId, entry.baseCurrency, entry.postedOn, entry.reverses],
  );
  await sql.query(
    `insert into commerce.journal_line (entry_id, line_number, account, currency, amount_minor, base_minor)
     select $1, row_number() over (), account, currency, amount_minor, base_minor
     from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) as given (account, currency, amount_minor, base_minor)`,
    [
      entry.entryId,
      entry.lines.map((line) => line.account),
      entry.lines.map((line) => line.currency),
      entry.lines.map((line) => line.amountMinor.toString()),
      entry.lines.map((line) => line.baseMinor.toString()),
    ],
  );
}
