import { setTimeout as sleep } from 'node:timers/promises';
import { transactionWithTail } from '../database.ts';
import type { Database, Transaction } from '../database.ts';
import { withdrawnAmong } from '../requests/index.ts';
import { commitAtOnce } from './commit-at-once.ts';
import { commitBatches } from './commit-batches.ts';
import type { EventBatch } from './commit-batches.ts';
import { commitOffender } from './commit-offender.ts';
import { lockInstances } from './instance-rows.ts';
import type { LockedInstance } from './instance-rows.ts';
import { KnownInstances } from './known-instances.ts';
import { isOffence } from './offence.ts';
import { storableText } from './storable.ts';
import type { RowSources } from './truncate.ts';

export interface ProjectionOptions extends RowSources {
  readonly db: Database;
  /** Told of every failed attempt; the projection itself goes on trying. */
  readonly onRetry: (failure: { readonly error: unknown; readonly instances: readonly string[] }) => void;
  /** How long a batch is held back that must not reach the history; longer than a workflow task may take. For tests. */
  readonly holdMs?: number;
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

interface Waiting {
  readonly batch: EventBatch;
  readonly done: () => void;
  /** It was held back, and its task has timed out: written like any attempt that is about to be overtaken. */
  readonly isLate: boolean;
}

// A workflow task times out 10 s after its start (Temporal's default, which the product keeps).
const outlastsTaskMs = 12_000;
// Beyond this a transaction holds its row locks too long for the requests that wait for them.
const groupLimit = 100;
const longestPause = 5_000;

/** Batches that arrive while a transaction is under way go into the next one together: one commit for many tasks. */
export function createProjection(options: ProjectionOptions): Projection {
  const { db, holdMs = outlastsTaskMs } = options;
  const known = new KnownInstances();
  let waiting: Waiting[] = [];
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const group = takeGroup();
      const held = (await commitKnown(group)) ? nobody : await commitGroup(group, known, options);
      for (const entry of group) {
        if (held.has(entry)) holdBack(entry);
        else entry.done();
      }
    }
    running = false;
  }

  /** A failure is nobody's business yet: the other way meets it again, and goes on trying. */
  async function commitKnown(group: readonly Waiting[]): Promise<boolean> {
    if (group.some(({ isLate }) => isLate)) return false;
    const batches = group.map(({ batch }) => batch);
    return commitAtOnce(db, batches, known, options).catch(() => false);
  }

  /**
   * The caller of a request in it has been told that nothing was done. The task must not be recorded, and a sink cannot make
   * it fail: but a task that is not reported in time is done again, and then refuses the request as expired. Should Temporal
   * take the report all the same, the rows are there.
   */
  function holdBack(entry: Waiting): void {
    const error = new Error('A request was withdrawn while its workflow task was under way: the task must time out');
    options.onRetry({ error, instances: [entry.batch.instance.key] });
    setTimeout(() => submit({ ...entry, isLate: true }), holdMs);
  }

  function submit(entry: Waiting): void {
    waiting.push(entry);
    if (!running) void drain();
  }

  /** At most one batch per instance, in the order of their keys: two workers that lock in one order cannot deadlock. */
  function takeGroup(): Waiting[] {
    const keys = new Set<string>();
    const group: Waiting[] = [];
    const later: Waiting[] = [];
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
      return new Promise((done) => submit({ batch, done, isLate: false }));
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

/** What may be written, with the instances' rows locked. */
interface OpenGroup {
  readonly batches: readonly EventBatch[];
  readonly locked: ReadonlyMap<string, LockedInstance>;
}

const nobody: ReadonlySet<Waiting> = new Set();

/** An offending batch is found by halving, so that the others lose no time to it. Answers those that were held back. */
async function commitGroup(
  group: readonly Waiting[],
  known: KnownInstances,
  options: ProjectionOptions,
): Promise<ReadonlySet<Waiting>> {
  const keys = group.map(({ batch }) => batch.instance.key);
  let held = nobody;
  let before: ReadonlyMap<string, LockedInstance> = new Map();
  const write = (commit: (tx: Transaction, open: OpenGroup) => Promise<readonly Promise<unknown>[]>) =>
    forever(options, keys, async () => {
      held = await transactionWithTail(options.db, async (tx) => {
        // Sent together, the requests' rows first, as whoever withdraws one locks them first.
        const [withdrawn, locked] = await Promise.all([
          withdrawnIn(tx, group),
          lockInstances(
            tx,
            group.map(({ batch }) => batch.instance),
          ),
        ]);
        before = locked;
        const batches = group.filter((entry) => !withdrawn.has(entry)).map(({ batch }) => batch);
        return { result: withdrawn, tail: await commit(tx, { batches, locked }) };
      });
    });
  const offence = await write((tx, { batches, locked }) => commitBatches(tx, batches, locked, options));
  if (offence === null) {
    for (const entry of group) {
      const instance = before.get(entry.batch.instance.key);
      if (instance !== undefined && !held.has(entry)) known.remember(entry.batch, instance);
    }
    return held;
  }
  if (group.length === 1) {
    // Nothing is left to try when even this fails: the rows stay behind until verify repairs them.
    await write(async (tx, { batches }) => {
      for (const batch of batches) await commitOffender(tx, batch, offence.error, options);
      return [];
    });
    return held;
  }
  const middle = Math.ceil(group.length / 2);
  const first = await commitGroup(group.slice(0, middle), known, options);
  const second = await commitGroup(group.slice(middle), known, options);
  return new Set([...first, ...second]);
}

/** Entries that have done what a caller has taken back. */
async function withdrawnIn(tx: Transaction, group: readonly Waiting[]): Promise<ReadonlySet<Waiting>> {
  const idsOf = ({ batch }: Waiting): readonly string[] =>
    batch.answered.filter(({ ok }) => ok).map(({ id }) => storableText(id));
  const inTime = group.filter(({ isLate }) => !isLate);
  const withdrawn = await withdrawnAmong(tx, inTime.flatMap(idsOf));
  return new Set(inTime.filter((entry) => idsOf(entry).some((id) => withdrawn.has(id))));
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
