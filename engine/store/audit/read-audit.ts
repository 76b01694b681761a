import type { AuditPage } from '#engine/contracts/api/index.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { Executor } from '../database.ts';

/** The audit, newest first. */
export async function readAudit(
  db: Executor,
  filter: { readonly instanceKey: string | null; readonly before: string | null; readonly limit: number },
): Promise<AuditPage> {
  const { rows } = await db.query<{
    audit_key: string;
    at: Date;
    actor: string;
    action: string;
    target: string;
    instance_key: string | null;
    reason: string | null;
    before: string | null;
    after: string | null;
  }>(
    `select audit_key, at, actor, action, target, instance_key, reason, before, after from silkflow.audit
     where ($1::bigint is null or instance_key = $1) and ($2::bigint is null or audit_key < $2)
     order by audit_key desc limit $3`,
    [filter.instanceKey, filter.before, filter.limit + 1],
  );
  return {
    entries: rows.slice(0, filter.limit).map((row) => ({
      key: row.audit_key,
      at: row.at.toISOString(),
      actor: row.actor,
      action: row.action,
      target: JSON.parse(row.target) as Record<string, string>,
      processInstanceKey: row.instance_key,
      reason: row.reason,
      before: parsed(row.before),
      after: parsed(row.after),
    })),
    more: rows.length > filter.limit,
  };
}

/** Only `insertAudit` writes the columns. */
function parsed(text: string | null): JsonObject | null {
  return text === null ? null : (JSON.parse(text) as JsonObject);
}
