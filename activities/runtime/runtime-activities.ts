import type {
  EvaluateDecisionInput,
  EvaluateDecisionResult,
  RuntimeActivities,
} from '#engine/contracts/wire/runtime-activities.ts';
import type { Database } from '#engine/store/database.ts';
import { keyBlockSize } from '#engine/store/definitions/index.ts';
import type { KeyLease } from '#engine/store/definitions/index.ts';
import { broadcastSignal } from './broadcast-signal.ts';
import { callProcess } from './call-process.ts';
import { readDataItem, writeDataItem } from './data-items.ts';
import { publishMessage } from './publish-message.ts';

/** What lies outside this folder; handed in where the worker is put together. */
export interface RuntimeServices {
  evaluateDecision(input: EvaluateDecisionInput): Promise<EvaluateDecisionResult>;
  runAhead: RuntimeActivities['silkflow.runAhead'];
  /** Brings a written start to Temporal soon; must not throw, since any server repeats what is left over. */
  bringStart(instance: string): void;
}

/** The engine's own local activities, by their Temporal names. */
export function createRuntimeActivities(db: Database, keys: KeyLease, services: RuntimeServices): RuntimeActivities {
  const bring = (instance: string): void => services.bringStart(instance);
  return {
    'silkflow.callProcess': (input) => callProcess(db, keys, input),
    'silkflow.evaluateDecision': (input) => services.evaluateDecision(input),
    'silkflow.publishMessage': (input) => publishMessage(db, keys, input, bring),
    'silkflow.broadcastSignal': (input) => broadcastSignal(db, keys, input, bring),
    'silkflow.leaseKeys': () => leaseBlock(db, keys),
    'silkflow.loadDefinition': (hash) => Promise.resolve({ definition: hash }),
    'silkflow.runAhead': (input) => services.runAhead(input),
    'silkflow.readData': (input) => readDataItem(db.pool, input),
    'silkflow.writeData': (input) => writeDataItem(db.pool, input),
  };
}

/** A whole block, as one more instance would get: its first key is used too, for no instance has it. */
async function leaseBlock(db: Database, keys: KeyLease): Promise<{ readonly first: string; readonly last: string }> {
  const first = await keys.next(db.pool);
  return { first, last: (BigInt(first) + keyBlockSize - 1n).toString() };
}
