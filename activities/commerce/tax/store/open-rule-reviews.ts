import type { PoolClient } from 'pg';
import type { RuleRow } from '../rule-book.ts';

export async function openRuleReviews(sql: PoolClient, orderId: string, rows: readonly RuleRow[]): Promise<void> {
  for (const row of rows) {
    await sql.query(
      'insert into commerce.rule_review (rule, row_content, first_order_id) values ($1, $2, $3) on conflict do nothing',
      [nameOfRule(row), JSON.stringify(row), orderId],
    );
  }
}

/** `EU/low-value/vat-base-includes-flat-duty@2026-07-01`. */
export function nameOfRule(row: RuleRow): string {
  return `${row.jurisdiction}/${row.scheme}/${row.field}@${row.validFrom}`;
}
