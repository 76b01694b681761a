import type { Pool, PoolClient } from 'pg';
import type { ActivityResult } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import { completed, fatal } from './activity-result.ts';
import { claimEffect } from './store/claim-effect.ts';
import { findEffect } from './store/find-effect.ts';
import { recordEffect } from './store/record-effect.ts';
import { undoEffect } from './store/undo-effect.ts';
import { inTransaction } from './transaction.ts';

/** Rolls a transaction back and carries the answer out of it. */
class NotCompleted extends Error {
  readonly result: ActivityResult;
  constructor(result: ActivityResult) {
    super('the activity did not complete');
    this.result = result;
  }
}

/**
 * Does `work` once for a key, in one transaction with the record of its result; the same key again is answered with the
 * first result. Only a completed result is kept: after an error the same key tries anew, since a person may have repaired
 * the cause meanwhile.
 */
export async function once(
  pool: Pool,
  call: { readonly key: string; readonly activity: string },
  work: (sql: PoolClient) => Promise<ActivityResult>,
): Promise<ActivityResult> {
  try {
    return await inTransaction(pool, async (sql) => {
      const earlier = await claimEffect(sql, call);
      if (earlier.state === 'done') return completed(earlier.result);
      if (earlier.state === 'undone') return undoneAnswer(call.activity);
      const result = await work(sql);
      if (result.kind !== 'completed') throw new NotCompleted(result);
      await recordEffect(sql, call, result.variables);
      return result;
    });
  } catch (error) {
    if (error instanceof NotCompleted) return error.result;
    throw error;
  }
}

/** What an earlier attempt left behind, looked up before a partner is called. */
export async function earlierAnswer(
  pool: Pool,
  call: { readonly key: string; readonly activity: string },
): Promise<ActivityResult | null> {
  const effect = await findEffect(pool, call);
  if (effect.state === 'done') return completed(effect.result);
  return effect.state === 'undone' ? undoneAnswer(call.activity) : null;
}

/**
 * Takes an effect back: `reverse` gets the result that the action had, in the same transaction. Without a result a tombstone
 * is left, so that an attempt still under way finds its key spent. Twice is the same as once.
 */
export async function undoOnce(
  pool: Pool,
  call: { readonly key: string; readonly activity: string },
  reverse: (sql: PoolClient, result: JsonObject) => Promise<void>,
): Promise<ActivityResult> {
  await inTransaction(pool, async (sql) => {
    const result = await undoEffect(sql, call);
    if (result !== null) await reverse(sql, result);
  });
  return completed();
}

function undoneAnswer(activity: string): ActivityResult {
  return fatal(`${activity} was taken back before this attempt; it must not take effect again.`);
}
