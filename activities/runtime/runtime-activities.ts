import type {
  CallProcessResult,
  EffectResult,
  EvaluateDecisionInput,
  EvaluateDecisionResult,
  RuntimeActivities,
} from '#engine/contracts/wire/runtime-activities.ts';
import type { ActivityRegistry } from '#engine/contracts/activity.ts';
import type { Database } from '#engine/store/database.ts';
import { keyBlockSize } from '#engine/store/definitions/index.ts';
import type { ContentCache, KeyLease } from '#engine/store/definitions/index.ts';
import { callProcess, createCallable } from './call-process.ts';
import { orRefused } from './or-refused.ts';
import { readDataItem, writeDataItem } from './data-items.ts';
import { createRunAhead } from './run-ahead.ts';
import { createPublications } from './publications.ts';

/** What lies outside this folder; handed in where the worker is put together. */
export interface RuntimeServices {
  evaluateDecision(input: EvaluateDecisionInput): Promise<EvaluateDecisionResult>;
  readonly contents: ContentCache;
  /** The product's own, for fused runs. */
  readonly activities: ActivityRegistry;
  /** Brings a written start to Temporal soon; must not throw, since any server repeats what is left over. */
  bringStart(instance: string): void;
}

/** The engine's own local activities, by their Temporal names. */
export function createRuntimeActivities(db: Database, keys: KeyLease, services: RuntimeServices): RuntimeActivities {
  const evaluateDecision = (input: EvaluateDecisionInput): Promise<EvaluateDecisionResult> =>
    orRefused<EvaluateDecisionResult>(
      () => services.evaluateDecision(input),
      (message) => ({ ok: false, incident: 'CALLED_DECISION_ERROR', message }),
    );
  const publications = createPublications(db, keys, (instance) => services.bringStart(instance));
  const calls = { db, keys, isCallable: createCallable(services.contents) };
  return {
    'silkflow.callProcess': (input) =>
      orRefused<CallProcessResult>(
        () => callProcess(calls, input),
        (message) => ({ found: false, message }),
      ),
    'silkflow.evaluateDecision': evaluateDecision,
    'silkflow.publishMessage': (input) => publications.publishMessage(input),
    'silkflow.broadcastSignal': (input) => publications.broadcastSignal(input),
    'silkflow.leaseKeys': () => leaseBlock(db, keys),
    'silkflow.loadDefinition': (hash) => Promise.resolve({ definition: hash }),
    'silkflow.runAhead': createRunAhead(services.contents, { activities: services.activities, evaluateDecision }),
    'silkflow.readData': (input) => readDataItem(db.pool, input),
    'silkflow.writeData': (input) =>
      orRefused<EffectResult>(
        () => writeDataItem(db.pool, input),
        (message) => ({ ok: false, message }),
      ),
  };
}

/** A whole block, as one more instance would get: its first key is used too, for no instance has it. */
async function leaseBlock(db: Database, keys: KeyLease): Promise<{ readonly first: string; readonly last: string }> {
  const first = await keys.next(db.pool);
  return { first, last: (BigInt(first) + keyBlockSize - 1n).toString() };
}
