import type { PoolClient } from 'pg';
import type { Json } from '#engine/contracts/json.ts';
import type { TaxQuote } from '../quote.contract.ts';

export async function insertQuote(
  sql: PoolClient,
  given: {
    readonly quoteId: string;
    readonly key: string;
    readonly orderId: string;
    readonly quote: TaxQuote;
    readonly content: Json;
  },
): Promise<void> {
  const { quoteId, key, orderId, quote, content } = given;
  await sql.query(
    `insert into commerce.tax_quote
       (quote_id, idempotency_key, order_id, rule_set_version, tax_date, known_at, scheme, content)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [quoteId, key, orderId, quote.ruleSetVersion, quote.date, quote.knownAt, quote.scheme, JSON.stringify(content)],
  );
}
