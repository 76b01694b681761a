import type { Transaction } from '../database.ts';

/** A timer start event whose time has come. */
export interface DueTimerStart {
  readonly processDefinitionKey: string;
  readonly elementId: string;
  readonly ordinal: number;
  /** It is one of several things that its start event waits for. */
  readonly gathers: boolean;
  /** What `timerPlan` reads. */
  readonly detail: string;
  readonly due: Date;
  readonly remaining: number;
  /** What time it is, by the database: servers whose clocks differ must not disagree on what has passed. */
  readonly now: Date;
}

/** Locks the next one until the transaction ends; another server passes it over. */
export async function takeDueTimerStart(tx: Transaction): Promise<DueTimerStart | null> {
  const { rows } = await tx.query<{
    process_definition_key: string;
    element_id: string;
    ordinal: number;
    gathers: boolean;
    detail: string | null;
    due_at: Date;
    remaining: number | null;
    now: Date;
  }>(
    `select process_definition_key, element_id, ordinal, gathers, detail, due_at, remaining, now() as now
     from silkflow.start_subscription where due_at <= now() order by due_at limit 1 for update skip locked`,
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    processDefinitionKey: row.process_definition_key,
    elementId: row.element_id,
    ordinal: row.ordinal,
    gathers: row.gathers,
    detail: row.detail ?? '',
    due: row.due_at,
    remaining: row.remaining ?? 0,
    now: row.now,
  };
}

/** Null = it never fires again. */
export async function setNextTimerStart(
  tx: Transaction,
  start: Pick<DueTimerStart, 'processDefinitionKey' | 'elementId' | 'ordinal'>,
  next: { readonly due: number; readonly remaining: number } | null,
): Promise<void> {
  await tx.query(
    `update silkflow.start_subscription set due_at = $4, remaining = $5
     where process_definition_key = $1 and element_id = $2 and ordinal = $3`,
    [
      start.processDefinitionKey,
      start.elementId,
      start.ordinal,
      next === null ? null : new Date(next.due),
      next?.remaining ?? null,
    ],
  );
}
