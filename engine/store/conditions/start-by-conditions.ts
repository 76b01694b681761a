import type { JsonObject } from '#engine/contracts/json.ts';
import { type Database, transaction } from '../database.ts';
import type { KeyLease } from '../definitions/index.ts';
import { announceStart, findProcess, insertStart, startArguments } from '../instances/index.ts';
import type { StartCondition } from './find-start-conditions.ts';

export interface Evaluation {
  readonly variables: JsonObject;
  /** Evaluating again under this name gives the instances of the first time. */
  readonly name: string;
}

/** An instance that a condition has started. */
export interface StartedByCondition {
  readonly processDefinitionKey: string;
  readonly instanceKey: string;
}

/** Starts an instance by each of these start events, whose conditions are true: all of them or none. */
export async function startByConditions(
  database: Database,
  keys: KeyLease,
  conditions: readonly StartCondition[],
  { variables, name }: Evaluation,
): Promise<readonly StartedByCondition[]> {
  return transaction(database, async (tx) => {
    const started: StartedByCondition[] = [];
    for (const { processDefinitionKey, elementId } of conditions) {
      const process = await findProcess(tx, { by: 'key', key: processDefinitionKey });
      if (process === null) continue;
      const key = await keys.next(tx);
      const inserted = await insertStart(tx, {
        arguments: { ...startArguments(process, key), variables, startEvent: elementId },
        definitionHash: process.hash,
        idempotencyKey: `${name}-${processDefinitionKey}-${elementId}`,
        tags: [],
      });
      if (inserted.kind === 'new') await announceStart(tx, key);
      const { instanceKey } = inserted.kind === 'new' ? { instanceKey: key } : inserted;
      started.push({ processDefinitionKey, instanceKey });
    }
    return started;
  });
}
