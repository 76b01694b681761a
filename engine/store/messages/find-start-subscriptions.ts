import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import { lockGatherings } from '../gatherings/lock-gatherings.ts';

/** A start event of the latest version that waits for a message or signal. */
export interface StartSubscription {
  readonly processDefinitionKey: string;
  readonly processId: string;
  readonly elementId: string;
  /** It waits for other parts too before it starts an instance; its gatherings are locked until the transaction ends. */
  readonly gathers: boolean;
  /** Of the element's subscriptions, those of this name. */
  readonly ordinals: readonly number[];
}

interface Wanted {
  readonly kind: 'message' | 'signal';
  readonly tenantId: string;
  readonly name: string;
  /** Of this process alone; null = of every one. */
  readonly processId: string | null;
}

/** Start events of the latest versions that wait for this name. */
export async function findStartSubscriptions(tx: Transaction, wanted: Wanted): Promise<readonly StartSubscription[]> {
  return lockGathering(tx, wanted, await read(tx, wanted));
}

/** As `findStartSubscriptions`, when a statement of the transaction has found these already. */
export async function lockGathering(
  tx: Transaction,
  wanted: Wanted,
  found: readonly StartSubscription[],
): Promise<readonly StartSubscription[]> {
  const locked = new Set<string>();
  for (let latest = found; ; latest = await read(tx, wanted)) {
    const unlocked = latest.filter(({ gathers, processId }) => gathers && !locked.has(processId));
    if (unlocked.length === 0) return latest;
    const processIds = unlocked.map(({ processId }) => processId);
    await lockGatherings(tx, wanted.tenantId, processIds);
    for (const processId of processIds) locked.add(processId);
    // Another version may have come while this one waited for the lock, so it looks again.
  }
}

/** SQL for the rows of `StartSubscription` that fit. */
export function startSubscriptions(where: string): string {
  return `select process_definition_key::text as "processDefinitionKey", process_id as "processId",
       element_id as "elementId", gathers, array_agg(ordinal order by ordinal) as ordinals
     from silkflow.start_subscription where ${where}
     group by process_definition_key, process_id, element_id, gathers order by process_definition_key, element_id`;
}

async function read(
  tx: Transaction,
  { kind, tenantId, name, processId }: Wanted,
): Promise<readonly StartSubscription[]> {
  const text = startSubscriptions(
    'tenant_id = $1 and kind = $2 and name = $3 and ($4::text is null or process_id = $4)',
  );
  const { rows } = await tx.query<StartSubscription>(prepared(text, [tenantId, kind, name, processId]));
  return rows;
}
