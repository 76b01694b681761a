import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { Logger } from 'pino';
import type { JsonObject } from '#engine/contracts/json.ts';
import {
  processInstanceWorkflowId,
  type RequestAnswer,
  type RequestEnvelope,
  requestUpdate,
} from '#engine/contracts/wire/process-instance.ts';
import type { Operation } from '#engine/kernel/index.ts';
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
  type FinishedRequest,
  finishRequests,
  putBackRequests,
  readProjectedAnswers,
  requestsPerUpdate,
  type NewRequest,
  takeRequests,
} from '#engine/store/requests/index.ts';
import { say } from '#engine/store/words/say.ts';
import type { Temporal } from './temporal.ts';
import { WriteLater } from './write-later.ts';

/** gRPC's status code NOT_FOUND. */
const grpcNotFound = 5;

/** Temporal holds an update's call open until a worker has it. */
const updateTimeoutMs = 12_000;

/** How long an unwritten request rests that could not be brought. */
const restMs = 500;

/** What is asked of an instance without a row. */
export interface UnwrittenRequest {
  readonly id: string;
  readonly instanceKey: string;
  readonly operation: Operation;
  /** Nobody brings it any more, nor takes it, after this. */
  readonly expiresAt: Date;
}

/** A request to be brought. */
interface Errand {
  readonly id: string;
  readonly operation: JsonObject;
  readonly expiresAt: Date | null;
  readonly kept:
    /** Its row keeps the answer; others may wait for it. */
    | 'shared'
    /** Its row keeps the answer, but nobody else can ask for it than its caller, who waits here. */
    | 'private'
    /** It has no row. */
    | 'unwritten';
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
  /** One that is not kept is got again: its request's row stays as it is, and is brought once more. */
  readonly #answers: WriteLater<FinishedRequest>;

  constructor(parts: { readonly database: Database; readonly temporal: Temporal; readonly log: Logger }) {
    this.#database = parts.database;
    this.#temporal = parts.temporal;
    this.#log = parts.log;
    this.#answers = new WriteLater({
      write: (finished) => finishRequests(parts.database.pool, finished),
      log: parts.log,
      lost: 'answers not kept; their requests will be repeated',
    });
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
    this.#add(request, request.idempotencyKey === null ? 'private' : 'shared');
  }

  /** Brings a request that has no row, again and again until it expires; returns at once. It dies with this server. */
  bringUnwritten(request: UnwrittenRequest): void {
    this.#add(request, 'unwritten');
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

  #add({ id, instanceKey, operation, expiresAt }: NewRequest | UnwrittenRequest, kept: Errand['kept']): void {
    // An operation of the kernel is plain JSON.
    this.#roundOf(instanceKey).own.push({ id, operation: operation as JsonObject, expiresAt, kept });
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
    try {
      await this.#settle(await this.#send(instanceKey, requests), requests);
      if (requests.length === requestsPerUpdate) round.look = true;
    } catch (error) {
      if (isClosed(error) && (await this.#settleClosed(instanceKey, requests))) return;
      this.#log.warn({ err: error, instanceKey }, 'request not brought to its instance; it will be repeated');
      await this.#putBack([...requests, ...round.own.splice(0)], round);
    }
  }

  async #putBack(requests: readonly Errand[], round: Round): Promise<void> {
    const unwritten = requests.filter(({ kept }) => kept === 'unwritten');
    const written = requests.filter(({ kept }) => kept !== 'unwritten');
    round.own.push(...unwritten);
    if (written.length > 0) {
      await putBackRequests(
        this.#database.pool,
        written.map(({ id }) => id),
      );
    }
    if (unwritten.length > 0) await sleep(restMs);
  }

  async #next(instanceKey: string, round: Round): Promise<readonly Errand[]> {
    const requests: Errand[] = [];
    if (round.look) {
      round.look = false;
      const taken = await takeRequests(this.#database.pool, instanceKey);
      requests.push(
        ...taken.map(({ id, operation, expiresAt }) => ({ id, operation, expiresAt, kept: 'shared' }) as const),
      );
    }
    const own = round.own.splice(0, requestsPerUpdate - requests.length);
    // One that has expired is about to be withdrawn by its caller, or given up.
    requests.push(...own.filter(({ expiresAt }) => expiresAt === null || expiresAt.getTime() > Date.now()));
    return requests;
  }

  async #send(instanceKey: string, requests: readonly Errand[]): Promise<readonly RequestAnswer[]> {
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
  async #settle(answers: readonly RequestAnswer[], requests: readonly Errand[]): Promise<void> {
    const keptOf = new Map(requests.map(({ id, kept }) => [id, kept]));
    for (const answer of answers) {
      const correlation = parseCorrelationRequestId(answer.id);
      const kept = keptOf.get(answer.id) ?? 'shared';
      if (correlation !== null) await this.#settleMessage(answer, correlation, kept === 'shared');
      else if (kept !== 'unwritten')
        this.#answers.add({ answer, announced: kept === 'shared' }, { urgent: kept === 'shared' });
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
  async #settleClosed(instanceKey: string, requests: readonly Errand[]): Promise<boolean> {
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
    await this.#settle(answers, requests);
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
