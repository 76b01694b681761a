import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Definition } from '#engine/model/definition.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import { processInstanceWorkflow, processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import { type Database, transaction } from '#engine/store/database.ts';
import type { ContentCache, KeyLease } from '#engine/store/definitions/index.ts';
import {
  claimBusinessId,
  confirmStart,
  type DeployedProcess,
  findPendingStarts,
  findProcess,
  type InstanceState,
  findInstance,
  insertStart,
  type PendingStart,
  type ProcessChoice,
  readPendingStart,
  startArguments,
} from '#engine/store/instances/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import type { Temporal } from './temporal.ts';

export interface StartRequest {
  readonly process: ProcessChoice;
  readonly variables: JsonObject;
  readonly businessId: string | null;
  readonly tags: readonly string[];
  readonly startBefore: readonly string[];
  readonly idempotencyKey: string | null;
}

/** Starts instances: first a row, then a workflow, which any server repeats until Temporal has answered. */
export interface Starter {
  /** The instance, or the one that the same idempotency key started before, ended or not. */
  start(request: StartRequest): Promise<InstanceState>;
  /** Brings a written start to Temporal; a failure is left to the sweep. */
  bring(instanceKey: string): Promise<void>;
  /** Repeats what is left over. */
  sweep(): Promise<void>;
}

export function createStarter(parts: {
  readonly database: Database;
  readonly temporal: Temporal;
  readonly keys: KeyLease;
  readonly contents: ContentCache;
  readonly log: Logger;
  /** Camunda's switch: one active root instance per process and business id. */
  readonly uniqueBusinessIds: boolean;
}): Starter {
  const { database, temporal, keys, contents, log } = parts;

  async function write(request: StartRequest, process: DeployedProcess): Promise<string> {
    return transaction(database, async (tx) => {
      const key = await keys.next(database.pool);
      const { businessId } = request;
      const { processId, tenantId } = process;
      const claimed = parts.uniqueBusinessIds && businessId !== null;
      const holder = claimed ? await claimBusinessId(tx, { tenantId, processId, businessId }) : null;
      const started = await insertStart(tx, {
        arguments: {
          ...startArguments(process, key),
          variables: request.variables,
          businessId,
          ...(request.startBefore.length === 0 ? {} : { startBefore: request.startBefore }),
        },
        definitionHash: process.hash,
        idempotencyKey: request.idempotencyKey,
        tags: request.tags,
      });
      if (started.kind === 'repeated') return started.instanceKey;
      // Checked after the idempotency key: a repeated start finds its own instance holding the business id.
      if (claimed && holder !== null) {
        throw new ApiProblem(409, 'instance.businessId', { processId, businessId, key: holder });
      }
      return key;
    });
  }

  async function startWorkflow(start: PendingStart): Promise<void> {
    try {
      await temporal.client.workflow.start(processInstanceWorkflow, {
        workflowId: processInstanceWorkflowId(start.instanceKey),
        taskQueue: temporal.taskQueue,
        // By default Temporal would run an order a second time after its end.
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        args: [{ definition: start.definitionHash }, start.arguments],
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
    await confirmStart(database.pool, start.instanceKey);
  }

  async function bring(instanceKey: string): Promise<void> {
    try {
      const start = await readPendingStart(database.pool, instanceKey);
      if (start !== null) await startWorkflow(start);
    } catch (error) {
      log.warn({ err: error, instanceKey }, 'start not confirmed by Temporal yet; it will be repeated');
    }
  }

  return {
    async start(request) {
      const process = await findProcess(database.pool, request.process);
      if (process === null) throw unknownProcess(request.process);
      const definition = await readDefinition(contents, process.hash);
      if (definition !== null) checkStart(definition, request);
      const key = await write(request, process);
      await bring(key);
      const instance = await findInstance(database.pool, key);
      if (instance === null) throw new ApiProblem(404, 'instance.notFound', { key });
      return instance;
    },
    bring,
    async sweep() {
      for (const start of await findPendingStarts(database.pool)) await startWorkflow(start);
    },
  };
}

function unknownProcess(choice: ProcessChoice): ApiProblem {
  if (choice.by === 'key') return new ApiProblem(404, 'definition.notFound', { name: `with key ${choice.key}` });
  const version = choice.version === null ? '' : `, version ${choice.version}`;
  const name = `"${choice.processId}"${version}`;
  return new ApiProblem(404, 'definition.notFound', { name }, { field: 'processDefinitionId' });
}

async function readDefinition(contents: ContentCache, hash: string): Promise<Definition | null> {
  const body = await contents.read(hash);
  return body === null ? null : (JSON.parse(body) as Definition);
}

/** What Zeebe refuses at a start by a call: no none start event, or an instruction that names no such element. */
function checkStart(definition: Definition, request: StartRequest): void {
  const { processId, elements } = definition;
  for (const elementId of request.startBefore) {
    if (elementId === processId || elements[elementId] === undefined) {
      throw new ApiProblem(400, 'definition.noElement', { processId, elementId }, { field: 'startInstructions' });
    }
  }
  const process = elements[processId];
  const starts = process?.kind === 'process' ? process.startEvents : [];
  const hasNoneStart = starts.some((id) => {
    const start = elements[id];
    return start?.kind === 'startEvent' && start.trigger.kind === 'none';
  });
  if (request.startBefore.length === 0 && !hasNoneStart) throw new ApiProblem(409, 'definition.noStart', { processId });
}
