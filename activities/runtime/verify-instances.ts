import { isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { Client, HistoryAndWorkflowId, WorkflowHandle } from '@temporalio/client';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { Database } from '#engine/store/database.ts';
import { createContentCache, createPayloadCodec } from '#engine/store/definitions/index.ts';
import { compareInstance, createElementNames } from '#engine/store/projection/index.ts';
import type { Comparison, Replayed } from '#engine/store/projection/index.ts';
import { digestOfEvents, replayInstances } from './replay-instances.ts';
import type { ReplayOptions } from './replay-instances.ts';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

export type Verification =
  | {
      readonly instance: string;
      readonly kind: 'compared';
      /** False: Temporal holds the instance no more; its rows were compared with the stored events alone. */
      readonly withHistory: boolean;
      readonly comparison: Comparison;
    }
  | { readonly instance: string; readonly kind: 'unknown' }
  /** The history cannot be replayed by this version, or names content that the database does not hold. */
  | { readonly instance: string; readonly kind: 'unreadable'; readonly message: string };

export interface VerifyOptions {
  readonly db: Database;
  readonly client: Client;
  readonly bundle: ReplayOptions['bundle'];
  readonly instances: readonly string[];
  readonly repair: boolean;
}

/** gRPC's status code NOT_FOUND. */
const grpcNotFound = 5;

// A task that was under way when the history was read has long been reported after this many looks.
const looks = 3;

/** Rebuilds each instance from its history and compares its rows, beside a live system. Repairs on wish. */
export async function* verifyInstances(options: VerifyOptions): AsyncGenerator<Verification> {
  let open = options.instances;
  for (let look = 1; open.length > 0; look += 1) {
    const again: string[] = [];
    for await (const verification of lookOnce({ ...options, instances: open })) {
      const moving = verification.kind === 'compared' && verification.comparison.unconfirmed > 0;
      if (moving && look < looks) again.push(verification.instance);
      else yield verification;
    }
    open = again;
  }
}

async function* lookOnce({ instances, ...options }: VerifyOptions): AsyncGenerator<Verification> {
  const { db, client, bundle, repair } = options;
  const contents = createContentCache(db);
  const codec = createPayloadCodec({ db, contents, deliverDefinitions: true });
  const names = createElementNames(contents);
  const unreplayed: { readonly instance: string; readonly withHistory: boolean }[] = [];
  let read = 0;

  async function* histories(): AsyncGenerator<HistoryAndWorkflowId> {
    while (read < instances.length) {
      const instance = instances[read] ?? '';
      read += 1;
      const history = await fetchHistory(client, instance);
      // Before its first task has run, an instance has done nothing that a replay could repeat.
      if (history !== null && hasRun(history)) yield { workflowId: processInstanceWorkflowId(instance), history };
      else unreplayed.push({ instance, withHistory: history !== null });
    }
  }

  async function compare(instance: string, replayed: Replayed | null, withHistory: boolean): Promise<Verification> {
    const comparison = await compareInstance(db, instance, { repair, replayed, digestOf: digestOfEvents }, { names });
    return comparison === null
      ? { instance, kind: 'unknown' }
      : { instance, kind: 'compared', withHistory, comparison };
  }

  while (read < instances.length) {
    const before = read;
    try {
      for await (const outcome of replayInstances(histories(), { codec, bundle })) {
        if (outcome.ok) yield await compare(outcome.instance, outcome.replayed, true);
        else yield { instance: outcome.instance, kind: 'unreadable', message: outcome.message };
      }
    } catch (error) {
      // A history that breaks the replay worker must not end the look at the others: a new one goes on behind it.
      if (read === before) throw error;
      const message = error instanceof Error ? error.message : String(error);
      yield { instance: instances[read - 1] ?? '', kind: 'unreadable', message };
    }
  }
  for (const { instance, withHistory } of unreplayed) yield await compare(instance, null, withHistory);
}

async function fetchHistory(client: Client, instance: string): Promise<History | null> {
  try {
    return await client.workflow.getHandle(processInstanceWorkflowId(instance)).fetchHistory();
  } catch (error) {
    // Reading a history throws gRPC's own error, unlike the client's other calls.
    if (error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && error.code === grpcNotFound))
      return null;
    throw error;
  }
}

function hasRun({ events }: History): boolean {
  return (events ?? []).some(({ workflowTaskCompletedEventAttributes: done }) => done !== null && done !== undefined);
}
