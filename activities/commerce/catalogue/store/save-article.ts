import type { Pool, PoolClient } from 'pg';
import type { Article } from '../article.contract.ts';

/** Writes an article. A sample never overwrites what a person or an importer has said. */
export async function saveArticle(sql: Pool | PoolClient, article: Article, ruledBy: string | null): Promise<void> {
  await sql.query(
    `insert into commerce.article as known
       (sku, name, hs_code, origin, weight_grams, supplier, unit_cost_minor, unit_cost_currency, source, ruled_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (sku) do update set
       name = excluded.name, hs_code = excluded.hs_code, origin = excluded.origin, weight_grams = excluded.weight_grams,
       supplier = coalesce(excluded.supplier, known.supplier),
       unit_cost_minor = coalesce(excluded.unit_cost_minor, known.unit_cost_minor),
       unit_cost_currency = coalesce(excluded.unit_cost_currency, known.unit_cost_currency),
       source = excluded.source, ruled_by = excluded.ruled_by, changed_at = now()
     where known.source = 'sample' or excluded.source <> 'sample'`,
    [
      article.sku,
      article.name,
      article.hsCode,
      article.origin,
      article.weightGrams,
      article.supplier,
      article.unitCost?.minor.toString() ?? null,
      article.unitCost?.currency ?? null,
      article.source,
      ruledBy,
    ],
  );
}
