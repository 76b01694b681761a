import type { JsonObject } from '#engine/contracts/json.ts';
import type { Transaction } from '../database.ts';
import type { KeyLease } from '../definitions/index.ts';
import { joinGatherings } from '../gatherings/join-gatherings.ts';
import { startGathered } from '../gatherings/start-gathered.ts';
import { announceStart, findProcess, insertStart, startArguments } from '../instances/index.ts';
import { claimMessageStart, isCorrelated, recordMessageStart } from './claim-message-start.ts';
import { isStartLocked } from './claim-start-lock.ts';
import type { StartSubscription } from './find-start-subscriptions.ts';
import type { StoredMessage } from './match-message.ts';

export interface StartedByMessage {
  /** Keys of the instances that it starts. */
  readonly started: readonly string[];
  /** Keys of the instances that start when what else their start events wait for has come too. */
  readonly gathering: readonly string[];
}

/**
 * Starts an instance with each of these start events that may have the message, or keeps the message with the other parts
 * that its instance needs. The caller holds the lock of the correlation point.
 */
export async function startByMessage(
  tx: Transaction,
  keys: KeyLease,
  message: StoredMessage,
  subscriptions: readonly StartSubscription[],
): Promise<StartedByMessage> {
  const started: string[] = [];
  const gathering: string[] = [];
  for (const subscription of subscriptions) {
    if (subscription.gathers) {
      const joined = await gather(tx, keys, subscription, message);
      started.push(...joined.started);
      gathering.push(...joined.gathering);
      continue;
    }
    const instance = await startOne(tx, keys, subscription, message);
    if (instance !== null) started.push(instance);
  }
  return { started, gathering };
}

async function startOne(
  tx: Transaction,
  keys: KeyLease,
  { processDefinitionKey, processId, elementId }: StartSubscription,
  { messageKey, tenantId, correlationKey, variables }: StoredMessage,
): Promise<string | null> {
  const process = await findProcess(tx, { by: 'key', key: processDefinitionKey });
  const instanceKey = await keys.next(tx);
  const claim = { messageKey, tenantId, processId, correlationKey, instanceKey };
  if (process === null || !(await claimMessageStart(tx, claim))) return null;
  await insertStart(tx, {
    arguments: {
      ...startArguments(process, instanceKey),
      variables: JSON.parse(variables) as JsonObject,
      startEvent: elementId,
    },
    definitionHash: process.hash,
    idempotencyKey: null,
    tags: [],
  });
  await announceStart(tx, instanceKey);
  return instanceKey;
}

/** While an instance holds its key, the message waits in the inbox, as one does that starts an instance alone. */
async function gather(
  tx: Transaction,
  keys: KeyLease,
  { processDefinitionKey, processId, elementId, ordinals }: StartSubscription,
  message: StoredMessage,
): Promise<StartedByMessage> {
  const { messageKey, tenantId, correlationKey, variables } = message;
  const had = await isCorrelated(tx, { messageKey, processId });
  if (had || (await isStartLocked(tx, { tenantId, processId, correlationKey }))) return { started: [], gathering: [] };
  const start = { tenantId, processId, processDefinitionKey, elementId };
  const joined = await joinGatherings(tx, keys, { ...start, ordinals, message, variables });
  for (const instanceKey of joined) await recordMessageStart(tx, { messageKey, processId, instanceKey });
  const started = await startGathered(tx, joined);
  return { started, gathering: joined.filter((key) => !started.includes(key)) };
}
