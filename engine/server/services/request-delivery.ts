import { createHash } from 'node:crypto';
import { isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { Logger } from 'pino';
import {
  processInstanceWorkflowId,
  type RequestAnswer,
  type RequestEnvelope,
  requestUpdate,
} from '#engine/contracts/wire/process-instance.ts';
import { type Database, transaction } from '#engine/store/database.ts';
import { findInstance, hasEnded } from '#engine/store/instances/index.ts';
import { messageRefused, messageTaken, parseCorrelationRequestId } from '#engine/store/messages/index.ts';
import {
  findInstancesWithOpenRequests,
  finishRequest,
  putBackRequests,
  readProjectedAnswers,
  requestsPerUpdate,
  type TakenRequest,
  takeRequests,
} from '#engine/store/requests/index.ts';
import type { Temporal } from './temporal.ts';

/** Brings written requests to their instances and keeps the answers. Any server may do it for any instance. */
export interface RequestDelivery {
  /** Looks after the instance's open requests soon; returns at once. */
  deliver(instanceKey: string): void;
  onAnswer(listener: (answer: RequestAnswer) => void): void;
  /** Takes up what other servers left. */
  sweep(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

/** gRPC's status code NOT_FOUND. */
const grpcNotFound = 5;

/** Temporal holds an update's call open until a worker has it. */
const updateTimeoutMs = 12_000;

export function createRequestDelivery(parts: {
  readonly database: Database;
  readonly temporal: Temporal;
  readonly log: Logger;
}): RequestDelivery {
  const { database, temporal, log } = parts;
  const underWay = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const listeners: ((answer: RequestAnswer) => void)[] = [];

  async function settle(answers: readonly RequestAnswer[]): Promise<void> {
    for (const answer of answers) {
      await transaction(database, async (tx) => {
        await finishRequest(tx, answer);
        const correlation = parseCorrelationRequestId(answer.id);
        if (correlation === null) return;
        const { messageKey, subscriptionKey } = correlation;
        if (answer.ok) await messageTaken(tx, messageKey, subscriptionKey);
        else await messageRefused(tx, messageKey, subscriptionKey);
      });
      for (const listener of listeners) listener(answer);
    }
  }

  async function send(instanceKey: string, requests: readonly TakenRequest[]): Promise<void> {
    const envelopes = requests.map(({ id, operation, expiresAt }): RequestEnvelope => ({
      id,
      operation,
      ...(expiresAt === null ? {} : { expiresAt: expiresAt.getTime() }),
    }));
    const handle = temporal.client.workflow.getHandle(processInstanceWorkflowId(instanceKey));
    const answers = await temporal.client.connection.withDeadline(Date.now() + updateTimeoutMs, () =>
      handle.executeUpdate<RequestAnswer[], [RequestEnvelope[]]>(requestUpdate, {
        // The same batch sent again joins the update under way; Temporal forgets with the run, the instance does not.
        updateId: createHash('sha256')
          .update(envelopes.map(({ id }) => id).join())
          .digest('hex'),
        args: [envelopes],
      }),
    );
    await settle(answers);
  }

  /** The workflow is closed, so its rows are final: what they do not answer was not done. */
  async function settleClosed(instanceKey: string, requests: readonly TakenRequest[]): Promise<boolean> {
    const instance = await findInstance(database.pool, instanceKey);
    if (instance?.state === 'starting') return false;
    const ids = requests.map(({ id }) => id);
    const known = await readProjectedAnswers(database.pool, ids);
    const gone = instance === null || !hasEnded(instance);
    if (gone) log.error({ instanceKey }, 'Temporal has no running workflow for an instance that is open here');
    await settle(ids.map((id) => known.get(id) ?? instanceEnded(id, instanceKey)));
    return true;
  }

  async function round(instanceKey: string): Promise<boolean> {
    const requests = await takeRequests(database.pool, instanceKey);
    if (requests.length === 0) return false;
    try {
      await send(instanceKey, requests);
      return requests.length === requestsPerUpdate;
    } catch (error) {
      const settled = isClosed(error) && (await settleClosed(instanceKey, requests));
      if (settled) return true;
      log.warn({ err: error, instanceKey }, 'request not brought to its instance; it will be repeated');
      await putBackRequests(
        database.pool,
        requests.map(({ id }) => id),
      );
      return false;
    }
  }

  function deliver(instanceKey: string): void {
    if (underWay.has(instanceKey)) {
      again.add(instanceKey);
      return;
    }
    const work = (async () => {
      do again.delete(instanceKey);
      while ((await round(instanceKey)) || again.has(instanceKey));
    })()
      .catch((error: unknown) => log.warn({ err: error, instanceKey }, 'delivery of requests failed'))
      .finally(() => {
        underWay.delete(instanceKey);
        if (again.delete(instanceKey)) deliver(instanceKey);
      });
    underWay.set(instanceKey, work);
  }

  return {
    deliver,
    onAnswer: (listener) => void listeners.push(listener),
    async sweep() {
      for (const instanceKey of await findInstancesWithOpenRequests(database.pool)) deliver(instanceKey);
    },
    async idle() {
      await Promise.all(underWay.values());
    },
  };
}

function isClosed(error: unknown): boolean {
  return error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && error.code === grpcNotFound);
}

function instanceEnded(id: string, instanceKey: string): RequestAnswer {
  const message = `Process instance ${instanceKey} has ended`;
  const problem = { code: 'NOT_FOUND', key: 'instance.ended', values: { key: instanceKey }, message } as const;
  return { id, ok: false, problems: [problem] };
}
