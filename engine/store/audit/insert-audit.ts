import type { Executor } from '../database.ts';

export interface AuditEntry {
  readonly tenantId: string;
  readonly actor: string;
  /** Id of the operation: `cancelProcessInstance`. */
  readonly action: string;
  /** What it was done to: the path's keys, or the ids in the body. JSON text. */
  readonly target: string;
  readonly instanceKey: string | null;
  /** What the caller gave as reason. */
  readonly reason: string | null;
  /** What was and what is, JSON text; null where the action changes nothing that was. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Appends to the audit, which is never changed. */
export async function insertAudit(db: Executor, entry: AuditEntry): Promise<void> {
  await db.query(
    `insert into silkflow.audit (tenant_id, actor, action, target, instance_key, reason, before, after)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      entry.tenantId,
      entry.actor,
      entry.action,
      entry.target,
      entry.instanceKey,
      entry.reason,
      entry.before,
      entry.after,
    ],
  );
}
