import type { Transaction } from '../database.ts';
import { claimStartLock, type StartLock } from './claim-start-lock.ts';

/**
 * Lets a message start an instance of a process once, and only while no other instance of the process that was started
 * with the same key is active; an empty key always starts. Answers false when it may not. The caller holds the lock of the
 * correlation point.
 */
export async function claimMessageStart(
  tx: Transaction,
  start: StartLock & { readonly messageKey: string },
): Promise<boolean> {
  if ((await isCorrelated(tx, start)) || !(await claimStartLock(tx, start))) return false;
  await recordMessageStart(tx, start);
  return true;
}

/** Whether a process has had the message: each has it once. */
export async function isCorrelated(
  tx: Transaction,
  { messageKey, processId }: { readonly messageKey: string; readonly processId: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'select 1 from silkflow.message_correlation where message_key = $1 and process_id = $2',
    [messageKey, processId],
  );
  return rowCount !== 0;
}

/** The message has gone to an instance that it starts, or helps to start. */
export async function recordMessageStart(
  tx: Transaction,
  start: { readonly messageKey: string; readonly processId: string; readonly instanceKey: string },
): Promise<void> {
  await tx.query(
    `insert into silkflow.message_correlation (message_key, process_id, instance_key, subscription_key, state)
     values ($1, $2, $3, null, 'taken')`,
    [start.messageKey, start.processId, start.instanceKey],
  );
}
