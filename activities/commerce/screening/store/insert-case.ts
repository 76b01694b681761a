import type { PoolClient } from 'pg';
import type { Json } from '#engine/contracts/json.ts';

export async function insertCase(
  sql: PoolClient,
  opened: {
    readonly caseId: string;
    readonly key: string;
    readonly orderId: string;
    readonly party: string;
    readonly score: number;
    readonly hits: Json;
    readonly listVersions: readonly string[];
  },
): Promise<void> {
  await sql.query(
    `insert into commerce.screening_case (case_id, idempotency_key, order_id, party, score, hits, list_versions)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      opened.caseId,
      opened.key,
      opened.orderId,
      opened.party,
      opened.score,
      JSON.stringify(opened.hits),
      JSON.stringify(opened.listVersions),
    ],
  );
}
