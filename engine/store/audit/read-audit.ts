import type { AuditPage } from '#engine/contracts/api/index.ts';
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
    after: string | null;
  }>(
    `select audit_key, at, actor, action, target, instance_key, reason, after from silkflow.audit
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
    })),
    more: rows.length > filter.limit,
  };
}
