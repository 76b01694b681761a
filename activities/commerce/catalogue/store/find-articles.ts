import type { Pool, PoolClient } from 'pg';
import type { Article } from '../article.contract.ts';

interface Row {
  readonly sku: string;
  readonly name: string;
  readonly hs_code: string;
  readonly origin: string;
  readonly weight_grams: number;
  readonly supplier: string | null;
  readonly unit_cost_minor: string | null;
  readonly unit_cost_currency: string | null;
  readonly source: string;
}

/** The known ones among `skus`, by sku. */
export async function findArticles(sql: Pool | PoolClient, skus: readonly string[]): Promise<Map<string, Article>> {
  const { rows } = await sql.query<Row>('select * from commerce.article where sku = any($1)', [skus]);
  return new Map(rows.map((row) => [row.sku, articleOf(row)]));
}

function articleOf(row: Row): Article {
  return {
    sku: row.sku,
    name: row.name,
    hsCode: row.hs_code,
    origin: row.origin,
    weightGrams: row.weight_grams,
    supplier: row.supplier,
    unitCost:
      row.unit_cost_minor === null || row.unit_cost_currency === null
        ? null
        : { minor: BigInt(row.unit_cost_minor), currency: row.unit_cost_currency },
    source: row.source,
  };
}
