import type { Transaction } from '../database.ts';
import { dropGatherings } from '../gatherings/index.ts';

export interface NewStartSubscription {
  readonly elementId: string;
  /** It is one of several things that all have to come before an instance starts. */
  readonly gathers: boolean;
  readonly kind: 'message' | 'signal' | 'timer' | 'condition';
  /** Message or signal name. */
  readonly name: string | null;
  /** Timer: its text; condition: the expression. */
  readonly detail: string | null;
  /** Timer: its first firing; null when it never fires. */
  readonly firing: { readonly due: number; readonly remaining: number } | null;
}

/**
 * The start events of a new version take the place of those of the version before, with what has come for them (Zeebe: one
 * version listens). The caller holds `lockStarts`.
 */
export async function replaceStartSubscriptions(
  tx: Transaction,
  process: { readonly key: string; readonly processId: string; readonly tenantId: string },
  subscriptions: readonly NewStartSubscription[],
): Promise<void> {
  await dropGatherings(tx, process);
  await tx.query('delete from silkflow.start_subscription where tenant_id = $1 and process_id = $2', [
    process.tenantId,
    process.processId,
  ]);
  for (const [ordinal, { elementId, gathers, kind, name, detail, firing }] of subscriptions.entries()) {
    await tx.query(
      `insert into silkflow.start_subscription (process_definition_key, element_id, tenant_id, process_id, kind, name,
         detail, due_at, remaining, ordinal, gathers)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        process.key,
        elementId,
        process.tenantId,
        process.processId,
        kind,
        name,
        detail,
        firing === null ? null : new Date(firing.due),
        firing?.remaining ?? null,
        ordinal,
        gathers,
      ],
    );
  }
}
