import type { JsonObject } from '#engine/contracts/json.ts';
import { type Database, transaction } from '../database.ts';
import type { KeyLease } from '../definitions/index.ts';
import { firstTime } from '../effects/first-time.ts';
import { announceStart, findProcess, insertStart, startArguments } from '../instances/index.ts';
import { joinGatherings, startGathered } from '../gatherings/index.ts';
import { findStartSubscriptions } from '../messages/index.ts';
import { insertRequest } from '../requests/index.ts';

export interface Broadcast {
  readonly tenantId: string;
  readonly name: string;
  readonly variables: JsonObject;
  /** Broadcasting again under this name has no effect. */
  readonly effectId: string;
}

/** Brings a signal to every open subscription and start event; nothing is buffered. Answers the instances it reached. */
export async function broadcastSignal(
  database: Database,
  keys: KeyLease,
  broadcast: Broadcast,
): Promise<{ readonly reached: readonly string[]; readonly started: readonly string[] }> {
  const { tenantId, name, variables, effectId } = broadcast;
  return transaction(database, async (tx) => {
    if (!(await firstTime(tx, effectId))) return { reached: [], started: [] };
    const starts = await findStartSubscriptions(tx, { kind: 'signal', tenantId, name, processId: null });
    const { rows } = await tx.query<{ subscription_key: string; instance_key: string }>(
      `select subscription_key, instance_key from silkflow.signal_subscription
       where tenant_id = $1 and signal_name = $2 and state = 'open' order by subscription_key`,
      [tenantId, name],
    );
    for (const row of rows) {
      await insertRequest(tx, {
        id: `signal-${effectId}-${row.subscription_key}`,
        instanceKey: row.instance_key,
        tenantId,
        operation: { type: 'catchSignal', subscription: row.subscription_key, variables },
        idempotencyKey: null,
        expiresAt: null,
      });
    }
    const started: string[] = [];
    for (const { gathers, ordinals, ...start } of starts) {
      const { processDefinitionKey, elementId } = start;
      if (gathers) {
        const occurrence = { ...start, tenantId, ordinals, message: null, variables: JSON.stringify(variables) };
        started.push(...(await startGathered(tx, await joinGatherings(tx, keys, occurrence))));
        continue;
      }
      const process = await findProcess(tx, { by: 'key', key: processDefinitionKey });
      if (process === null) continue;
      const instanceKey = await keys.next(tx);
      const inserted = await insertStart(tx, {
        arguments: { ...startArguments(process, instanceKey), variables, startEvent: elementId },
        definitionHash: process.hash,
        idempotencyKey: `signal-${effectId}-${processDefinitionKey}-${elementId}`,
        tags: [],
      });
      if (inserted.kind === 'repeated') continue;
      await announceStart(tx, instanceKey);
      started.push(instanceKey);
    }
    return { reached: rows.map((row) => row.instance_key), started };
  });
}
