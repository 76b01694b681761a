import { createHash } from 'node:crypto';
import { isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { Logger } from 'pino';
import type { JsonObject } from '#engine/contracts/json.ts';
import {
  processInstanceWorkflowId,
  type RequestAnswer,
  type RequestEnvelope,
  requestUpdate,
} from '#engine/contracts/wire/process-instance.ts';
import { type Database, transaction } from '#engine/store/database.ts';
import { findInstance, hasEnded, markTrouble } from '#engine/store/instances/index.ts';
import {
  type Correlation,
  type MessageRefusal,
  messageRefused,
  messageTaken,
  parseCorrelationRequestId,
} from '#engine/store/messages/index.ts';
import {
  findInstancesWithOpenRequests,
  finishRequests,
  putBackRequests,
  readProjectedAnswers,
  requestsPerUpdate,
  type NewRequest,
  type TakenRequest,
  takeRequests,
} from '#engine/store/requests/index.ts';
import { say } from '#engine/store/words/say.ts';
import { AnswerKeeper } from './answer-keeper.ts';
import type { Temporal } from './temporal.ts';

/** gRPC's status code NOT_FOUND. */
const grpcNotFound = 5;

/** Temporal holds an update's call open until a worker has it. */
const updateTimeoutMs = 12_000;

/** A request to be brought. */
interface Errand extends TakenRequest {
  /** Nobody but its caller, who waits here, can ask for its answer. */
  readonly isPrivate: boolean;
}

/** What this server brings to one instance: one update at a time. */
interface Round {
  /** Requests written here, which no other server looks at yet. */
  readonly own: Errand[];
  /** There may be rows that others wrote. */
  look: boolean;
  readonly done: Promise<void>;
}

/**
 * Brings written requests to their instances and keeps the answers (design decision D5). Any server may do it for any
 * instance: one update of an instance is under way per server, with up to 8 requests in it.
 */
export class RequestDelivery {
  readonly #database: Database;
  readonly #temporal: Temporal;
  readonly #log: Logger;
  readonly #rounds = new Map<string, Round>();
  readonly #listeners: ((answer: RequestAnswer) => void)[] = [];
  readonly #answers: AnswerKeeper;

  constructor(parts: { readonly database: Database; readonly temporal: Temporal; readonly log: Logger }) {
    this.#database = parts.database;
    this.#temporal = parts.temporal;
    this.#log = parts.log;
    this.#answers = new AnswerKeeper(parts);
  }

  /** Looks after the instance's open requests soon; returns at once. */
  deliver(instanceKey: string): void {
    this.#roundOf(instanceKey).look = true;
  }

  /**
   * Brings a request whose row this server has just written as sent; returns at once. Should this server die, others find
   * the row after a while.
   */
  bring(request: NewRequest): void {
    const { id, instanceKey, tenantId, expiresAt, idempotencyKey } = request;
    // An operation of the kernel is plain JSON.
    const operation = request.operation as JsonObject;
    const isPrivate = idempotencyKey === null;
    this.#roundOf(instanceKey).own.push({ id, tenantId, operation, expiresAt, isPrivate });
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
    await Promise.all([...this.#rounds.values()].map(({ done }) => done));
    await this.#answers.idle();
  }

  /** The one under way, or a new one that begins at the end of this turn. */
  #roundOf(instanceKey: string): Round {
    const underWay = this.#rounds.get(instanceKey);
    if (underWay !== undefined) return underWay;
    const begun = Promise.resolve().then(() => this.#run(instanceKey, round));
    const round: Round = { own: [], look: false, done: begun };
    this.#rounds.set(instanceKey, round);
    return round;
  }

  /** Synchronous between the last look and the end, so that nothing new is forgotten. */
  async #run(instanceKey: string, round: Round): Promise<void> {
    while (round.own.length > 0 || round.look) {
      await this.#bringSome(instanceKey, round).catch((error: unknown) =>
        this.#log.warn({ err: error, instanceKey }, 'delivery of requests failed'),
      );
    }
    this.#rounds.delete(instanceKey);
  }

  /** One update. */
  async #bringSome(instanceKey: string, round: Round): Promise<void> {
    const requests = await this.#next(instanceKey, round);
    if (requests.length === 0) return;
    const shared = new Set(requests.flatMap(({ id, isPrivate }) => (isPrivate ? [] : id)));
    try {
      await this.#settle(await this.#send(instanceKey, requests), shared);
      if (requests.length === requestsPerUpdate) round.look = true;
    } catch (error) {
      if (isClosed(error) && (await this.#settleClosed(instanceKey, requests, shared))) return;
      this.#log.warn({ err: error, instanceKey }, 'request not brought to its instance; it will be repeated');
      await putBackRequests(
        this.#database.pool,
        [...requests, ...round.own.splice(0)].map(({ id }) => id),
      );
    }
  }

  async #next(instanceKey: string, round: Round): Promise<readonly Errand[]> {
    const requests: Errand[] = [];
    if (round.look) {
      round.look = false;
      const taken = await takeRequests(this.#database.pool, instanceKey);
      requests.push(...taken.map((request) => ({ ...request, isPrivate: false })));
    }
    const own = round.own.splice(0, requestsPerUpdate - requests.length);
    // One that has expired is about to be withdrawn by its caller.
    requests.push(...own.filter(({ expiresAt }) => expiresAt === null || expiresAt.getTime() > Date.now()));
    return requests;
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
        // The same batch sent again joins the update under way; Temporal forgets with the run, the instance does not. Four
        // events repeat the id, so that of a single request, the usual case, is not made longer.
        updateId: envelopes.length === 1 ? ids : createHash('sha256').update(ids).digest('hex'),
        args: [envelopes],
      }),
    );
  }

  /** A caller has its answer at once: its rows are written, and a row of the request that stays behind is brought again. */
  async #settle(answers: readonly RequestAnswer[], shared: ReadonlySet<string>): Promise<void> {
    for (const answer of answers) {
      const correlation = parseCorrelationRequestId(answer.id);
      if (correlation === null) this.#answers.keep({ answer, announced: shared.has(answer.id) });
      else await this.#settleMessage(answer, correlation, shared.has(answer.id));
      for (const listener of this.#listeners) listener(answer);
    }
  }

  async #settleMessage(answer: RequestAnswer, correlation: Correlation, announced: boolean): Promise<void> {
    if (answer.ok) return messageTaken(this.#database, correlation, { answer, announced });
    const { messageKey, subscriptionKey } = correlation;
    await transaction(this.#database, async (tx) => {
      await finishRequests(tx, [{ answer, announced }]);
      await messageRefused(tx, messageKey, subscriptionKey, refusalOf(answer));
    });
  }

  /** The workflow is closed, so its rows are final: what they do not answer was not done. */
  async #settleClosed(
    instanceKey: string,
    requests: readonly TakenRequest[],
    shared: ReadonlySet<string>,
  ): Promise<boolean> {
    const instance = await findInstance(this.#database.pool, instanceKey);
    if (instance?.state === 'starting') return false;
    const ids = requests.map(({ id }) => id);
    const known = await readProjectedAnswers(this.#database.pool, ids);
    const isOpen = instance !== null && !hasEnded(instance);
    if (isOpen) {
      this.#log.error({ instanceKey }, 'Temporal has no running workflow for an instance that is open here');
      await markTrouble(this.#database.pool, instanceKey, say('instance.historyGone', { key: instanceKey }));
    }
    const refused = isOpen ? historyGone : instanceEnded;
    const answers = ids.map((id) => known.get(id) ?? refused(id, instanceKey));
    await this.#settle(answers, shared);
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
  // The kernel's own words for it, which readers find in their language.
  const message = `Process instance ${instanceKey} has ended`;
  const problem = { code: 'NOT_FOUND', key: 'instance.ended', values: { key: instanceKey }, message } as const;
  return { id, ok: false, problems: [problem] };
}

function historyGone(id: string, instanceKey: string): RequestAnswer {
  const message = say('instance.historyGone', { key: instanceKey });
  const problem = {
    code: 'INVALID_STATE',
    key: 'instance.historyGone',
    values: { key: instanceKey },
    message,
  } as const;
  return { id, ok: false, problems: [problem] };
}
