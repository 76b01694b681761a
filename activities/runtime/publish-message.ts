import type { EffectResult, PublishMessageInput } from '#engine/contracts/wire/runtime-activities.ts';
import { transaction } from '#engine/store/database.ts';
import type { Database, Transaction } from '#engine/store/database.ts';
import type { KeyLease } from '#engine/store/definitions/index.ts';
import {
  claimMessageStart,
  findStartSubscriptions,
  insertMessage,
  lockCorrelations,
  matchMessage,
} from '#engine/store/messages/index.ts';
import { firstTime } from './effects.ts';
import { writeStart } from './instance-starts.ts';

/** Puts a message into the inbox, as publishing over the API does. Repeating it changes nothing. */
export async function publishMessage(
  db: Database,
  keys: KeyLease,
  input: PublishMessageInput,
  bring: (instance: string) => void,
): Promise<EffectResult> {
  const messageKey = await keys.next(db.pool);
  const started = await transaction(db, async (tx) => {
    if (!(await firstTime(tx, input.effectId))) return [];
    const { tenantId, name, correlationKey, messageId, timeToLive } = input;
    const message = { messageKey, tenantId, name, correlationKey, variables: JSON.stringify(input.variables) };
    await lockCorrelations(tx, [message]);
    const inserted = await insertMessage(tx, { ...message, messageId, timeToLive, businessId: null });
    if (inserted.kind === 'duplicate') return [];
    const matches = await matchMessage(tx, message);
    const instances = await startByMessage(tx, { db, keys }, input, messageKey);
    if (timeToLive === 0) await endAtOnce(tx, messageKey, matches.length + instances.length > 0);
    await tx.query(`select pg_notify('silkflow_lists', 'messages')`);
    return instances;
  });
  for (const key of started) bring(key);
  return { ok: true };
}

async function startByMessage(
  tx: Transaction,
  { db, keys }: { readonly db: Database; readonly keys: KeyLease },
  { tenantId, name, correlationKey, variables }: PublishMessageInput,
  messageKey: string,
): Promise<readonly string[]> {
  const started: string[] = [];
  for (const { processDefinitionKey, processId, elementId } of await findStartSubscriptions(
    tx,
    'message',
    tenantId,
    name,
  )) {
    const key = await keys.next(db.pool);
    if (!(await claimMessageStart(tx, { messageKey, tenantId, processId, correlationKey, instanceKey: key }))) continue;
    const start = { key, processDefinitionKey, startEvent: elementId, variables, idempotencyKey: null };
    if ((await writeStart(tx, start)) !== null) started.push(key);
  }
  return started;
}

/** A message without a time to live is not kept: it has matched, or it is over. */
async function endAtOnce(tx: Transaction, messageKey: string, matched: boolean): Promise<void> {
  const state = matched ? 'correlated' : 'expired';
  await tx.query('update silkflow.message set state = $2 where message_key = $1', [messageKey, state]);
}
