import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client, HistoryAndWorkflowId } from '@temporalio/client';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { Database } from '#engine/store/database.ts';
import { createContentCache, createPayloadCodec } from '#engine/store/definitions/index.ts';
import { compareInstance, createElementNames } from '#engine/store/projection/index.ts';
import type { Comparison } from '#engine/store/projection/index.ts';
import { digestOfEvents, replayInstances } from './replay-instances.ts';
import type { ReplayOptions } from './replay-instances.ts';

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

async function* lookOnce({ db, client, bundle, instances, repair }: VerifyOptions): AsyncGenerator<Verification> {
  const contents = createContentCache(db);
  const codec = createPayloadCodec({ db, contents, deliverDefinitions: true });
  const names = createElementNames(contents);
  const gone: string[] = [];

  async function* histories(): AsyncGenerator<HistoryAndWorkflowId> {
    for (const instance of instances) {
      const workflowId = processInstanceWorkflowId(instance);
      try {
        yield { workflowId, history: await client.workflow.getHandle(workflowId).fetchHistory() };
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        gone.push(instance);
      }
    }
  }

  for await (const outcome of replayInstances(histories(), { codec, bundle })) {
    const { instance } = outcome;
    if (!outcome.ok) {
      yield { instance, kind: 'unreadable', message: outcome.message };
      continue;
    }
    const { replayed } = outcome;
    const comparison = await compareInstance(db, instance, { repair, replayed, digestOf: digestOfEvents }, { names });
    yield comparison === null
      ? { instance, kind: 'unknown' }
      : { instance, kind: 'compared', withHistory: true, comparison };
  }
  for (const instance of gone) {
    const rowsOnly = { repair, replayed: null, digestOf: digestOfEvents };
    const comparison = await compareInstance(db, instance, rowsOnly, { names });
    yield comparison === null
      ? { instance, kind: 'unknown' }
      : { instance, kind: 'compared', withHistory: false, comparison };
  }
}
