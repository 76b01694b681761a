import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Logger } from 'pino';
import type { JsonObject } from '#engine/contracts/json.ts';
import { processInstanceWorkflow, processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { Definition, Element } from '#engine/model/definition.ts';
import { hasNoneStart } from '#engine/model/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { type Database, transaction } from '#engine/store/database.ts';
import type { ContentCache, KeyLease } from '#engine/store/definitions/index.ts';
import {
  claimBusinessId,
  confirmStarts,
  type DeployedProcess,
  findInstance,
  findPendingStarts,
  findProcess,
  hasEnded,
  insertStart,
  type InsertedStart,
  type InstanceState,
  type NewStart,
  type PendingStart,
  type ProcessChoice,
  readPendingStart,
  readRootVariables,
  startArguments,
} from '#engine/store/instances/index.ts';
import type { Temporal } from './temporal.ts';
import { WriteLater } from './write-later.ts';

export interface StartRequest {
  readonly process: ProcessChoice;
  readonly variables: JsonObject;
  readonly businessId: string | null;
  readonly tags: readonly string[];
  readonly startBefore: readonly string[];
  readonly idempotencyKey: string | null;
}

export interface RestartRequest {
  readonly startBefore: readonly string[];
  /** Over those that the instance ended with. */
  readonly variables: JsonObject;
  /** Null = the version that it ended with. */
  readonly processDefinitionKey: string | null;
  readonly idempotencyKey: string | null;
}

export interface StarterParts {
  readonly database: Database;
  readonly temporal: Temporal;
  readonly keys: KeyLease;
  readonly contents: ContentCache;
  readonly log: Logger;
  /** Camunda's switch: one active root instance per process and business id. */
  readonly uniqueBusinessIds: boolean;
}

const unconfirmed = 'start not confirmed by Temporal yet; it will be repeated';

/** Starts instances: first a row, then a workflow, which any server repeats until Temporal has answered. */
export class Starter {
  readonly #parts: StarterParts;
  /** By content hash, so never stale; a start needs little of a definition that may be large to parse. */
  readonly #places = new Map<string, StartPlaces>();
  /** One that is not written is found by the sweep, which Temporal tells that the workflow runs. */
  readonly #confirmed: WriteLater<string>;

  constructor(parts: StarterParts) {
    this.#parts = parts;
    this.#confirmed = new WriteLater({
      write: (keys) => confirmStarts(parts.database.pool, keys),
      log: parts.log,
      lost: 'starts not confirmed; they will be repeated',
    });
  }

  /** The instance, or the one that the same idempotency key started before, ended or not. */
  async start(request: StartRequest): Promise<InstanceState> {
    const { database } = this.#parts;
    const process = await findProcess(database.pool, request.process);
    if (process === null) throw unknownProcess(request.process);
    const places = await this.#startPlaces(process.hash);
    if (places !== null) checkStart(process.processId, places, request);
    const kept = await this.#keep(request, process);
    if (kept.kind === 'new') return startedInstance(kept.start);
    const instance = await findInstance(database.pool, kept.instanceKey);
    if (instance === null) throw new ApiProblem(404, 'instance.notFound', { key: kept.instanceKey });
    return instance;
  }

  /**
   * Starts an ended instance anew: a new one with its business id, tags and variables (those of inner scopes are gone). Throws
   * 409 while it runs, and for one that another instance called: nobody would take its result.
   */
  async restart(instanceKey: string, request: RestartRequest): Promise<InstanceState> {
    const { pool } = this.#parts.database;
    const ended = await findInstance(pool, instanceKey);
    if (ended === null) throw new ApiProblem(404, 'instance.notFound', { key: instanceKey });
    if (!hasEnded(ended)) throw new ApiProblem(409, 'instance.running', { key: instanceKey });
    if (ended.parentKey !== null) {
      throw new ApiProblem(409, 'instance.called', { key: instanceKey, parent: ended.parentKey });
    }
    return this.start({
      process: { by: 'key', key: request.processDefinitionKey ?? ended.processDefinitionKey },
      variables: { ...(await readRootVariables(pool, instanceKey)), ...request.variables },
      businessId: ended.businessId,
      tags: ended.tags,
      startBefore: request.startBefore,
      idempotencyKey: request.idempotencyKey,
    });
  }

  /** Brings a written start to Temporal; a failure is left to the sweep. */
  async bring(instanceKey: string): Promise<void> {
    const { database, log } = this.#parts;
    try {
      const start = await readPendingStart(database.pool, instanceKey);
      if (start !== null) await this.#startWorkflow(start);
    } catch (error) {
      log.warn({ err: error, instanceKey }, unconfirmed);
    }
  }

  async #bring(start: PendingStart): Promise<void> {
    const { log } = this.#parts;
    await this.#startWorkflow(start).catch((error: unknown) =>
      log.warn({ err: error, instanceKey: start.instanceKey }, unconfirmed),
    );
  }

  /** Repeats what is left over. */
  async sweep(): Promise<void> {
    for (const start of await findPendingStarts(this.#parts.database.pool)) await this.#startWorkflow(start);
  }

  /** Resolves when every start that Temporal has taken is noted. */
  idle(): Promise<void> {
    return this.#confirmed.idle();
  }

  /** Writes the start and brings it, or that which it repeats. */
  async #keep(request: StartRequest, process: DeployedProcess): Promise<KeptStart> {
    const { database, keys } = this.#parts;
    const { variables, businessId, startBefore, idempotencyKey, tags } = request;
    const named = { ...startArguments(process, await keys.next(database.pool)), variables, businessId };
    const start: NewStart = {
      arguments: startBefore.length === 0 ? named : { ...named, startBefore },
      definitionHash: process.hash,
      idempotencyKey,
      tags,
    };
    const written = await this.#write(start);
    if (written.kind === 'repeated') {
      await this.bring(written.instanceKey);
      return written;
    }
    await this.#bring({ ...start, instanceKey: named.key });
    return { kind: 'new', start };
  }

  async #write(start: NewStart): Promise<InsertedStart> {
    const { database, uniqueBusinessIds } = this.#parts;
    const { tenantId, processId, businessId } = start.arguments;
    if (!uniqueBusinessIds || businessId === null) return insertStart(database.pool, start);
    return transaction(database, async (tx) => {
      const holder = await claimBusinessId(tx, { tenantId, processId, businessId });
      const written = await insertStart(tx, start);
      // After the idempotency key: a repeated start finds its own instance holding the business id.
      if (written.kind === 'repeated' || holder === null) return written;
      throw new ApiProblem(409, 'instance.businessId', { processId, businessId, key: holder });
    });
  }

  async #startPlaces(hash: string): Promise<StartPlaces | null> {
    const known = this.#places.get(hash);
    if (known !== undefined) return known;
    const body = await this.#parts.contents.read(hash);
    if (body === null) return null;
    const places = startPlacesOf(JSON.parse(body) as Definition);
    this.#places.set(hash, places);
    const oldest = this.#places.size > keptPlaces ? this.#places.keys().next().value : undefined;
    if (oldest !== undefined) this.#places.delete(oldest);
    return places;
  }

  async #startWorkflow(start: PendingStart): Promise<void> {
    const { temporal } = this.#parts;
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
    this.#confirmed.add(start.instanceKey);
  }
}

type KeptStart = { readonly kind: 'new'; readonly start: NewStart } | Extract<InsertedStart, { kind: 'repeated' }>;

/** As its row says when it is written. */
function startedInstance({ arguments: given, definitionHash, tags }: NewStart): InstanceState {
  const { key, tenantId, processDefinitionKey, processId, version, businessId, parent } = given;
  return {
    instanceKey: key,
    tenantId,
    processDefinitionKey,
    processId,
    version,
    definitionHash,
    state: 'starting',
    businessId,
    parentKey: parent?.instance ?? null,
    tags,
    result: null,
  };
}

function unknownProcess(choice: ProcessChoice): ApiProblem {
  if (choice.by === 'key') return new ApiProblem(404, 'definition.notFound', { name: choice.key });
  const version = choice.version === null ? '' : ` (${choice.version})`;
  const name = `"${choice.processId}"${version}`;
  return new ApiProblem(404, 'definition.notFound', { name }, { field: 'processDefinitionId' });
}

/** Where an instance may begin. */
interface StartPlaces {
  readonly hasNoneStart: boolean;
  readonly elements: ReadonlySet<string>;
}

const keptPlaces = 500;

function startPlacesOf(definition: Definition): StartPlaces {
  const { elements, flows } = definition;
  const places = Object.values(elements).filter((element) => canBegin({ elements, flows }, element));
  return { hasNoneStart: hasNoneStart(definition), elements: new Set(places.map(({ id }) => id)) };
}

/**
 * As in Zeebe: not what waits for an event of its own or whose event-based gateway waits in its place, and nothing inside a
 * multi-instance activity, which has no item then.
 */
function canBegin({ elements, flows }: Pick<Definition, 'elements' | 'flows'>, element: Element): boolean {
  if (element.kind === 'process' || element.kind === 'startEvent' || element.kind === 'boundaryEvent') return false;
  const sources = element.incoming.map((flow) => elements[flows[flow]?.source ?? '']);
  if (sources.some((source) => source?.kind === 'eventBasedGateway')) return false;
  for (let at = elements[element.scope ?? '']; at !== undefined; at = elements[at.scope ?? '']) {
    if ('loop' in at && at.loop !== null) return false;
  }
  return true;
}

/** What Zeebe refuses at a start by a call: no none start event, or an instruction that names no such element. */
function checkStart(processId: string, places: StartPlaces, { startBefore }: StartRequest): void {
  for (const elementId of startBefore) {
    if (places.elements.has(elementId)) continue;
    throw new ApiProblem(400, 'definition.noElement', { processId, elementId }, { field: 'startInstructions' });
  }
  if (startBefore.length === 0 && !places.hasNoneStart) throw new ApiProblem(409, 'definition.noStart', { processId });
}
