import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { RuleRow } from '../rule-book.ts';
import { ruleRow } from '../rule-book.ts';
import { nameOfRule } from './open-rule-reviews.ts';

/** The rules that people have supplied so far. */
export async function findRulings(sql: PoolClient): Promise<RuleRow[]> {
  const { rows } = await sql.query<{ row_content: unknown }>(
    'select row_content from commerce.rule_ruling order by ruled_at',
  );
  return z.array(ruleRow).parse(rows.map((row) => row.row_content));
}

export async function insertRuling(
  sql: PoolClient,
  ruling: { readonly row: RuleRow; readonly orderId: string; readonly ruledBy: string | null },
): Promise<void> {
  await sql.query(
    `insert into commerce.rule_ruling (rule, row_content, order_id, ruled_by) values ($1, $2, $3, $4)
     on conflict (rule, order_id) do update set row_content = excluded.row_content, ruled_by = excluded.ruled_by`,
    [nameOfRule(ruling.row), JSON.stringify(ruling.row), ruling.orderId, ruling.ruledBy],
  );
}
