import type { HistoryAndWorkflowId } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import type { ReplayWorkerOptions } from '@temporalio/worker';
import type { PayloadCodec } from '@temporalio/common';
import { parseProcessInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import { apply, emptyState } from '#engine/kernel/index.ts';
import type { Event } from '#engine/kernel/index.ts';
import type { EventBatch, Replayed } from '#engine/store/projection/index.ts';

export type ReplayOutcome =
  | { readonly instance: string; readonly ok: true; readonly replayed: Replayed }
  /** The history does not fit this version of the workflow code, or could not be read. */
  | { readonly instance: string; readonly ok: false; readonly message: string };

export interface ReplayOptions {
  readonly codec: PayloadCodec;
  readonly bundle: Pick<ReplayWorkerOptions, 'workflowBundle' | 'workflowsPath' | 'bundlerOptions'>;
}

interface Collected {
  readonly batches: EventBatch[];
  /** Where the run began. */
  began: { readonly seq: number; readonly digest: string };
}

/** Runs recorded histories again, without effects, and tells what events each gives. Read only. */
export async function* replayInstances(
  histories: AsyncIterable<HistoryAndWorkflowId>,
  { codec, bundle }: ReplayOptions,
): AsyncGenerator<ReplayOutcome> {
  const collected = new Map<string, Collected>();
  const options: ReplayWorkerOptions = {
    ...bundle,
    dataConverter: { payloadCodecs: [codec] },
    sinks: {
      projection: {
        write: {
          callDuringReplay: true,
          fn: ({ workflowId, unsafe }, batch: EventBatch) => {
            // Events behind the last completed task are not history yet.
            if (unsafe.isReplayingHistoryEvents) of(collected, workflowId).batches.push(batch);
          },
        },
        began: {
          callDuringReplay: true,
          fn: ({ workflowId }, seq: number, digest: string) => {
            of(collected, workflowId).began = { seq, digest };
          },
        },
        trouble: { callDuringReplay: false, fn: () => undefined },
      },
    },
  };
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories)) {
    const instance = parseProcessInstanceWorkflowId(workflowId) ?? workflowId;
    const found = of(collected, workflowId);
    collected.delete(workflowId);
    yield error === undefined
      ? { instance, ok: true, replayed: toReplayed(found) }
      : { instance, ok: false, message: error.message };
  }
}

/** The digest that these events, an instance's from the first on, roll up to. */
export async function digestOfEvents(pages: AsyncIterable<readonly { readonly event: Event }[]>): Promise<string> {
  const state = emptyState();
  for await (const page of pages) for (const { event } of page) apply(state, event);
  return state.digest;
}

function of(collected: Map<string, Collected>, workflowId: string): Collected {
  const known = collected.get(workflowId);
  if (known !== undefined) return known;
  const fresh: Collected = { batches: [], began: { seq: 0, digest: emptyState().digest } };
  collected.set(workflowId, fresh);
  return fresh;
}

function toReplayed({ batches, began }: Collected): Replayed {
  const events: Event[] = batches.flatMap((batch) => batch.events);
  return { after: began.seq, sealedDigest: began.digest, events };
}
