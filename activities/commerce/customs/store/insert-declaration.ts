import type { PoolClient } from 'pg';
import type { JsonObject } from '#engine/contracts/json.ts';

export async function insertDeclaration(
  sql: PoolClient,
  filed: {
    readonly declarationId: string;
    readonly key: string;
    readonly orderId: string;
    readonly kind: string;
    readonly ruleSetVersion: string;
    readonly content: JsonObject;
  },
): Promise<void> {
  await sql.query(
    `insert into commerce.customs_declaration
       (declaration_id, filing_key, order_id, kind, rule_set_version, content, state)
     values ($1, $2, $3, $4, $5, $6, 'filed') on conflict (filing_key) do nothing`,
    [filed.declarationId, filed.key, filed.orderId, filed.kind, filed.ruleSetVersion, JSON.stringify(filed.content)],
  );
}
