import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { JsonObject } from '#engine/contracts/json.ts';
import {
  currentFlags,
  processInstanceWorkflow,
  processInstanceWorkflowId,
} from '#engine/contracts/wire/process-instance.ts';
import type { StartArguments } from '#engine/contracts/wire/process-instance.ts';
import type { Database, Transaction } from '#engine/store/database.ts';
import { confirmStart, findProcess, insertStart, readPendingStart } from '#engine/store/instances/index.ts';

export interface TriggeredStart {
  readonly key: string;
  readonly processDefinitionKey: string;
  readonly startEvent: string;
  readonly variables: JsonObject;
  readonly idempotencyKey: string | null;
}

/** Writes the start of an instance that an event triggers. Answers its key, or that of the one with the same idempotency key. */
export async function writeStart(tx: Transaction, start: TriggeredStart): Promise<string | null> {
  const process = await findProcess(tx, { by: 'key', key: start.processDefinitionKey });
  if (process === null) return null;
  const { key, processDefinitionKey, startEvent, variables, idempotencyKey } = start;
  const { processId, version, tenantId, hash } = process;
  const argumentsOfStart: StartArguments = {
    key,
    processDefinitionKey,
    processId,
    version,
    tenantId,
    businessId: null,
    root: key,
    parent: null,
    variables,
    startEvent,
    flags: currentFlags,
  };
  const inserted = await insertStart(tx, {
    arguments: argumentsOfStart,
    definitionHash: hash,
    idempotencyKey,
    tags: [],
  });
  return inserted.kind === 'new' ? key : inserted.instanceKey;
}

/** Brings a written start to Temporal, once. What fails here is repeated by any server. */
export async function bringStart(db: Database, client: Client, taskQueue: string, key: string): Promise<void> {
  const start = await readPendingStart(db.pool, key);
  if (start === null) return;
  try {
    await client.workflow.start(processInstanceWorkflow, {
      workflowId: processInstanceWorkflowId(key),
      taskQueue,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [{ definition: start.definitionHash }, start.arguments],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  await confirmStart(db.pool, key);
}
