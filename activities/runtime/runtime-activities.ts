import type {
  BroadcastSignalInput,
  EffectResult,
  EvaluateDecisionInput,
  EvaluateDecisionResult,
  PublishMessageInput,
  RuntimeActivities,
} from '#engine/contracts/wire/runtime-activities.ts';
import type { Database } from '#engine/store/database.ts';
import { keyBlockSize } from '#engine/store/definitions/index.ts';
import type { KeyLease } from '#engine/store/definitions/index.ts';
import { callProcess } from './call-process.ts';
import { readDataItem, writeDataItem } from './data-items.ts';

/** What lies outside this folder; handed in where the worker is put together. */
export interface RuntimeServices {
  evaluateDecision(input: EvaluateDecisionInput): Promise<EvaluateDecisionResult>;
  publishMessage(input: PublishMessageInput): Promise<EffectResult>;
  broadcastSignal(input: BroadcastSignalInput): Promise<EffectResult>;
}

/** The engine's own local activities, by their Temporal names. */
export function createRuntimeActivities(db: Database, keys: KeyLease, services: RuntimeServices): RuntimeActivities {
  return {
    'silkflow.callProcess': (input) => callProcess(db, keys, input),
    'silkflow.evaluateDecision': (input) => services.evaluateDecision(input),
    'silkflow.publishMessage': (input) => services.publishMessage(input),
    'silkflow.broadcastSignal': (input) => services.broadcastSignal(input),
    'silkflow.leaseKeys': () => leaseBlock(db, keys),
    'silkflow.loadDefinition': (hash) => Promise.resolve({ definition: hash }),
    'silkflow.readData': (input) => readDataItem(db.pool, input),
    'silkflow.writeData': (input) => writeDataItem(db.pool, input),
  };
}

/** A whole block, as one more instance would get: its first key is used too, for no instance has it. */
async function leaseBlock(db: Database, keys: KeyLease): Promise<{ readonly first: string; readonly last: string }> {
  const first = await keys.next(db.pool);
  return { first, last: (BigInt(first) + keyBlockSize - 1n).toString() };
}
