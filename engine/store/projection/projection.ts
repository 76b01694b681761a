import { setTimeout as sleep } from 'node:timers/promises';
import { transaction } from '../database.ts';
import type { Database } from '../database.ts';
import { commitBatches } from './commit-batches.ts';
import type { EventBatch } from './commit-batches.ts';
import { commitOffender } from './commit-offender.ts';
import { isOffence } from './offence.ts';
import { storableText } from './storable.ts';
import type { RowSources } from './truncate.ts';

export interface ProjectionOptions extends RowSources {
  readonly db: Database;
  /** Told of every failed attempt; the projection itself goes on trying. */
  readonly onRetry: (failure: { readonly error: unknown; readonly instances: readonly string[] }) => void;
}

/** Writes the read model. Safe to run in any number of workers at once. */
export interface Projection {
  /**
   * Resolves once the batch is committed, or was overtaken by a later attempt. Never rejects: while the database is away
   * it waits, however long, because a workflow task must not be reported before its rows are there.
   */
  commit(batch: EventBatch): Promise<void>;
  /** A workflow task of the instance fails by a fault of ours; the next batch takes the mark away. Never rejects. */
  reportTrouble(instance: string, message: string): Promise<void>;
}

// Beyond this a transaction holds its row locks too long for the requests that wait for them.
const groupLimit = 100;
const longestPause = 5_000;

/** Batches that arrive while a transaction is under way go into the next one together: one commit for many tasks. */
export function createProjection(options: ProjectionOptions): Projection {
  const { db } = options;
  let waiting: { readonly batch: EventBatch; readonly done: () => void }[] = [];
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const group = takeGroup();
      await commitGroup(
        group.map(({ batch }) => batch),
        options,
      );
      for (const { done } of group) done();
    }
    running = false;
  }

  /** At most one batch per instance, in the order of their keys: two workers that lock in one order cannot deadlock. */
  function takeGroup(): typeof waiting {
    const keys = new Set<string>();
    const group: typeof waiting = [];
    const later: typeof waiting = [];
    for (const entry of waiting) {
      const { key } = entry.batch.instance;
      if (group.length >= groupLimit || keys.has(key)) later.push(entry);
      else group.push(entry);
      keys.add(key);
    }
    waiting = later;
    return group.toSorted((a, b) => (BigInt(a.batch.instance.key) < BigInt(b.batch.instance.key) ? -1 : 1));
  }

  return {
    commit(batch) {
      return new Promise((done) => {
        waiting.push({ batch, done });
        if (!running) void drain();
      });
    },
    async reportTrouble(instance, message) {
      await forever(options, [instance], async () => {
        await db.pool.query(
          `update silkflow.process_instance set trouble = $2, updated_at = now() where instance_key = $1`,
          [instance, storableText(message).slice(0, 2_000)],
        );
        await db.pool.query(`select pg_notify('silkflow_changed', $1)`, [instance]);
      });
    },
  };
}

/** An offending batch is found by halving, so that the others lose no time to it. */
async function commitGroup(batches: readonly EventBatch[], options: ProjectionOptions): Promise<void> {
  const keys = batches.map(({ instance }) => instance.key);
  const offence = await forever(options, keys, () =>
    transaction(options.db, (tx) => commitBatches(tx, batches, options)),
  );
  if (offence === null) return;
  const [first] = batches;
  if (first !== undefined && batches.length === 1) {
    // Nothing is left to try when even this fails: the rows stay behind until verify repairs them.
    await forever(options, keys, () =>
      transaction(options.db, (tx) => commitOffender(tx, first, offence.error, options)),
    );
    return;
  }
  const middle = Math.ceil(batches.length / 2);
  await commitGroup(batches.slice(0, middle), options);
  await commitGroup(batches.slice(middle), options);
}

/** Tries until it works or the fault lies in the values. Answers that fault, or null. */
async function forever(
  { onRetry }: ProjectionOptions,
  instances: readonly string[],
  work: () => Promise<void>,
): Promise<{ readonly error: unknown } | null> {
  for (let pause = 20; ; pause = Math.min(pause * 2, longestPause)) {
    try {
      await work();
      return null;
    } catch (error) {
      onRetry({ error, instances });
      if (isOffence(error)) return { error };
      await sleep(pause);
    }
  }
}
