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
import {
  type MessageRefusal,
  messageRefused,
  messageTaken,
  parseCorrelationRequestId,
} from '#engine/store/messages/index.ts';
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

/** gRPC's status code NOT_FOUND. */
const grpcNotFound = 5;

/** Temporal holds an update's call open until a worker has it. */
const updateTimeoutMs = 12_000;

/**
 * Brings written requests to their instances and keeps the answers (design decision D5). Any server may do it for any
 * instance: one update of an instance is under way per server, with up to 8 requests in it.
 */
export class RequestDelivery {
  readonly #database: Database;
  readonly #temporal: Temporal;
  readonly #log: Logger;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  readonly #listeners: ((answer: RequestAnswer) => void)[] = [];

  constructor(parts: { readonly database: Database; readonly temporal: Temporal; readonly log: Logger }) {
    this.#database = parts.database;
    this.#temporal = parts.temporal;
    this.#log = parts.log;
  }

  /** Looks after the instance's open requests soon; returns at once. */
  deliver(instanceKey: string): void {
    if (this.#underWay.has(instanceKey)) {
      this.#again.add(instanceKey);
      return;
    }
    const work = this.#work(instanceKey)
      .catch((error: unknown) => this.#log.warn({ err: error, instanceKey }, 'delivery of requests failed'))
      .finally(() => {
        this.#underWay.delete(instanceKey);
        if (this.#again.delete(instanceKey)) this.deliver(instanceKey);
      });
    this.#underWay.set(instanceKey, work);
  }

  onAnswer(listener: (answer: RequestAnswer) => void): void {
    this.#listeners.push(listener);
  }

  /** Takes up what other servers left. */
  async sweep(): Promise<void> {
    for (const instanceKey of await findInstancesWithOpenRequests(this.#database.pool)) this.deliver(instanceKey);
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay.values());
  }

  async #work(instanceKey: string): Promise<void> {
    do this.#again.delete(instanceKey);
    while ((await this.#round(instanceKey)) || this.#again.has(instanceKey));
  }

  /** One update. Answers whether there may be more to bring at once. */
  async #round(instanceKey: string): Promise<boolean> {
    const requests = await takeRequests(this.#database.pool, instanceKey);
    if (requests.length === 0) return false;
    try {
      await this.#settle(await this.#send(instanceKey, requests));
      return requests.length === requestsPerUpdate;
    } catch (error) {
      if (isClosed(error) && (await this.#settleClosed(instanceKey, requests))) return true;
      this.#log.warn({ err: error, instanceKey }, 'request not brought to its instance; it will be repeated');
      const ids = requests.map(({ id }) => id);
      await putBackRequests(this.#database.pool, ids);
      return false;
    }
  }

  async #send(instanceKey: string, requests: readonly TakenRequest[]): Promise<readonly RequestAnswer[]> {
    const envelopes = requests.map(({ id, operation, expiresAt }): RequestEnvelope => ({
      id,
      operation,
      ...(expiresAt === null ? {} : { expiresAt: expiresAt.getTime() }),
    }));
    const { client } = this.#temporal;
    const handle = client.workflow.getHandle(processInstanceWorkflowId(instanceKey));
    const ids = envelopes.map(({ id }) => id).join();
    return client.connection.withDeadline(Date.now() + updateTimeoutMs, () =>
      handle.executeUpdate<RequestAnswer[], [RequestEnvelope[]]>(requestUpdate, {
        // The same batch sent again joins the update under way; Temporal forgets with the run, the instance does not.
        updateId: createHash('sha256').update(ids).digest('hex'),
        args: [envelopes],
      }),
    );
  }

  async #settle(answers: readonly RequestAnswer[]): Promise<void> {
    for (const answer of answers) {
      await transaction(this.#database, async (tx) => {
        await finishRequest(tx, answer);
        const correlation = parseCorrelationRequestId(answer.id);
        if (correlation === null) return;
        const { messageKey, subscriptionKey } = correlation;
        if (answer.ok) await messageTaken(tx, messageKey, subscriptionKey);
        else await messageRefused(tx, messageKey, subscriptionKey, refusalOf(answer));
      });
      for (const listener of this.#listeners) listener(answer);
    }
  }

  /** The workflow is closed, so its rows are final: what they do not answer was not done. */
  async #settleClosed(instanceKey: string, requests: readonly TakenRequest[]): Promise<boolean> {
    const instance = await findInstance(this.#database.pool, instanceKey);
    if (instance?.state === 'starting') return false;
    const ids = requests.map(({ id }) => id);
    const known = await readProjectedAnswers(this.#database.pool, ids);
    const isOpen = instance !== null && !hasEnded(instance);
    if (isOpen) this.#log.error({ instanceKey }, 'Temporal has no running workflow for an instance that is open here');
    const refused = isOpen ? historyGone : instanceEnded;
    await this.#settle(ids.map((id) => known.get(id) ?? refused(id, instanceKey)));
    return true;
  }
}

function refusalOf({ problems }: Extract<RequestAnswer, { ok: false }>): MessageRefusal {
  return problems.some(({ key }) => key === 'instance.suspended') ? 'suspended' : 'noSubscription';
}

function isClosed(error: unknown): boolean {
  return error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && error.code === grpcNotFound);
}

function instanceEnded(id: string, instanceKey: string): RequestAnswer {
  const message = `Process instance ${instanceKey} has ended`;
  const problem = { code: 'NOT_FOUND', key: 'instance.ended', values: { key: instanceKey }, message } as const;
  return { id, ok: false, problems: [problem] };
}

function historyGone(id: string, instanceKey: string): RequestAnswer {
  const message =
    `Temporal runs no workflow for process instance ${instanceKey}, which is open here: its workflow was ended or deleted ` +
    'in Temporal, or the database was restored without it. It cannot go on; start the process anew, and see ' +
    `\`silkflow verify ${instanceKey}\``;
  const problem = {
    code: 'INVALID_STATE',
    key: 'instance.historyGone',
    values: { key: instanceKey },
    message,
  } as const;
  return { id, ok: false, problems: [problem] };
}
