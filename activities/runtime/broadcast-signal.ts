import type { BroadcastSignalInput, EffectResult } from '#engine/contracts/wire/runtime-activities.ts';
import { transaction } from '#engine/store/database.ts';
import type { Database } from '#engine/store/database.ts';
import type { KeyLease } from '#engine/store/definitions/index.ts';
import { findStartSubscriptions } from '#engine/store/messages/index.ts';
import { insertRequest } from '#engine/store/requests/index.ts';
import { firstTime } from './effects.ts';
import { writeStart } from './instance-starts.ts';

/** Tells every open subscription and starts every process that waits for the signal. Repeating it changes nothing. */
export async function broadcastSignal(
  db: Database,
  keys: KeyLease,
  input: BroadcastSignalInput,
  bring: (instance: string) => void,
): Promise<EffectResult> {
  const { tenantId, name, variables, effectId } = input;
  const started = await transaction(db, async (tx) => {
    if (!(await firstTime(tx, effectId))) return [];
    const { rows } = await tx.query<{ subscription_key: string; instance_key: string }>(
      `select subscription_key, instance_key from silkflow.signal_subscription
       where tenant_id = $1 and signal_name = $2 and state = 'open' order by subscription_key`,
      [tenantId, name],
    );
    for (const { subscription_key: subscription, instance_key: instanceKey } of rows) {
      const operation = { type: 'catchSignal', subscription, variables };
      const id = `signal-${effectId}-${subscription}`;
      await insertRequest(tx, { id, instanceKey, tenantId, operation, idempotencyKey: null, expiresAt: null });
    }
    const instances: string[] = [];
    for (const { processDefinitionKey, elementId } of await findStartSubscriptions(tx, 'signal', tenantId, name)) {
      const key = await keys.next(db.pool);
      const start = { key, processDefinitionKey, startEvent: elementId, variables, idempotencyKey: null };
      if ((await writeStart(tx, start)) !== null) instances.push(key);
    }
    return instances;
  });
  for (const key of started) bring(key);
  return { ok: true };
}
