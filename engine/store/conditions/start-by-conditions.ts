import type { JsonObject } from '#engine/contracts/json.ts';
import { type Database, type Transaction, transaction } from '../database.ts';
import type { KeyLease } from '../definitions/index.ts';
import { firstTime } from '../effects/first-time.ts';
import { joinGatherings, lockGatherings, startGathered } from '../gatherings/index.ts';
import { announceStart, findProcess, findStartedWith, insertStart, startArguments } from '../instances/index.ts';
import { findStartConditions, type StartCondition } from './find-start-conditions.ts';

export interface Evaluation {
  readonly tenantId: string;
  readonly variables: JsonObject;
  /** Evaluating again under this name gives the instances of the first time. */
  readonly name: string;
}

/** An instance that a condition has started. */
export interface StartedByCondition {
  readonly processDefinitionKey: string;
  readonly instanceKey: string;
}

/**
 * Starts an instance by each of these start events, whose conditions are true: all of them or none. One that waits for other
 * things too starts what was waiting for its condition alone.
 */
export async function startByConditions(
  database: Database,
  keys: KeyLease,
  conditions: readonly StartCondition[],
  evaluation: Evaluation,
): Promise<readonly StartedByCondition[]> {
  return transaction(database, async (tx) => {
    const started: StartedByCondition[] = [];
    for (const condition of conditions.filter(({ gathers }) => !gathers)) {
      const instanceKey = await startOne(tx, keys, condition, evaluation);
      if (instanceKey !== null) started.push({ processDefinitionKey: condition.processDefinitionKey, instanceKey });
    }
    started.push(
      ...(await gather(
        tx,
        keys,
        conditions.filter(({ gathers }) => gathers),
        evaluation,
      )),
    );
    return started;
  });
}

async function startOne(
  tx: Transaction,
  keys: KeyLease,
  { processDefinitionKey, elementId }: StartCondition,
  { name, variables }: Evaluation,
): Promise<string | null> {
  const process = await findProcess(tx, { by: 'key', key: processDefinitionKey });
  if (process === null) return null;
  const key = await keys.next(tx);
  const inserted = await insertStart(tx, {
    arguments: { ...startArguments(process, key), variables, startEvent: elementId },
    definitionHash: process.hash,
    idempotencyKey: `${name}-${processDefinitionKey}-${elementId}`,
    tags: [],
  });
  if (inserted.kind === 'repeated') return inserted.instanceKey;
  await announceStart(tx, key);
  return key;
}

async function gather(
  tx: Transaction,
  keys: KeyLease,
  conditions: readonly StartCondition[],
  { tenantId, variables, name }: Evaluation,
): Promise<readonly StartedByCondition[]> {
  if (conditions.length === 0) return [];
  await lockGatherings(
    tx,
    tenantId,
    conditions.map(({ processId }) => processId),
  );
  const started: StartedByCondition[] = [];
  for (const start of conditions.filter(isFirstOfEvent)) {
    const { processDefinitionKey, elementId } = start;
    const event = `${processDefinitionKey}-${elementId}`;
    const nameOf = (position: number): string => `${name}-${event}-${position}`;
    if (!(await firstTime(tx, `${name}-${event}`))) {
      const again = await findStartedWith(tx, tenantId, nameOf);
      started.push(...again.map((instanceKey) => ({ processDefinitionKey, instanceKey })));
      continue;
    }
    const waiting = await findStartConditions(tx, tenantId, processDefinitionKey);
    const parts = conditions.filter((one) => isOfEvent(one, start));
    const ordinals = parts.flatMap(({ ordinal }) => (waiting.some((one) => one.ordinal === ordinal) ? [ordinal] : []));
    // Another version has come since the conditions were looked up.
    if (ordinals.length === 0) continue;
    const occurrence = { ...start, tenantId, ordinals, message: null, variables: JSON.stringify(variables) };
    const instances = await startGathered(tx, await joinGatherings(tx, keys, occurrence), nameOf);
    started.push(...instances.map((instanceKey) => ({ processDefinitionKey, instanceKey })));
  }
  return started;
}

function isFirstOfEvent(condition: StartCondition, index: number, all: readonly StartCondition[]): boolean {
  return all.findIndex((one) => isOfEvent(one, condition)) === index;
}

function isOfEvent(condition: StartCondition, other: StartCondition): boolean {
  return condition.processDefinitionKey === other.processDefinitionKey && condition.elementId === other.elementId;
}
