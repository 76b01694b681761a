import type { JsonObject } from '#engine/contracts/json.ts';
import type { Transaction } from '../database.ts';
import type { KeyLease } from '../definitions/index.ts';
import { announceStart, findProcess, insertStart, startArguments } from '../instances/index.ts';
import { claimMessageStart } from './claim-message-start.ts';
import { findStartSubscriptions } from './find-start-subscriptions.ts';
import type { StoredMessage } from './match-message.ts';

/**
 * Starts an instance with every message start event of a latest version that waits for the message and may have it.
 * Answers the instances' keys. The caller holds the lock of the correlation point.
 */
export async function startByMessage(
  tx: Transaction,
  keys: KeyLease,
  message: StoredMessage,
): Promise<readonly string[]> {
  const started: string[] = [];
  const { messageKey, tenantId, correlationKey } = message;
  for (const subscription of await findStartSubscriptions(tx, 'message', tenantId, message.name)) {
    const { processDefinitionKey, processId, elementId } = subscription;
    const process = await findProcess(tx, { by: 'key', key: processDefinitionKey });
    const instanceKey = await keys.next(tx);
    const claim = { messageKey, tenantId, processId, correlationKey, instanceKey };
    if (process === null || !(await claimMessageStart(tx, claim))) continue;
    const variables = JSON.parse(message.variables) as JsonObject;
    await insertStart(tx, {
      arguments: { ...startArguments(process, instanceKey), variables, startEvent: elementId },
      definitionHash: process.hash,
      idempotencyKey: null,
      tags: [],
    });
    await announceStart(tx, instanceKey);
    started.push(instanceKey);
  }
  return started;
}
