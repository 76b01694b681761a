import { prepared, transactionWithTail } from '../database.ts';
import type { Database, Executor } from '../database.ts';
import { openSubscriptions } from '../messages/index.ts';
import { isWrittenAtOnce } from './apply-rows.ts';
import type { EventBatch } from './commit-batches.ts';
import { foldEvents } from './fold/fold-events.ts';
import { compareFences, freshInstance } from './instance-rows.ts';
import type { LockedInstance } from './instance-rows.ts';
import type { KnownInstances } from './known-instances.ts';
import { rowsOf, withParts } from './parts.ts';
import { processDetails } from './process-details.ts';
import { RowChanges } from './row-changes.ts';
import type { Row } from './row-changes.ts';
import { notices, notify, partsOf } from './store-batches.ts';
import type { Admitted } from './store-batches.ts';
import { storableText } from './storable.ts';
import type { RowSources } from './truncate.ts';

/**
 * The usual case of design decision D6 in one statement: every batch follows the one that this worker wrote last. The
 * statement locks the rows, and writes only when they are as they were left and no request among the answered has been
 * withdrawn. Answers whether it wrote; otherwise nothing has happened, and `commitBatches` finds out what to do.
 */
export async function commitAtOnce(
  db: Database,
  batches: readonly EventBatch[],
  known: KnownInstances,
  sources: RowSources,
): Promise<boolean> {
  const followers = batches.flatMap((batch) => follow(batch, known));
  if (followers.length < batches.length) return false;
  const changes = await fold(followers, sources);
  if (!isWrittenAtOnce(changes) || changes.resumedInstances.length > 0 || changes.retriedJobs.length > 0) return false;
  // Whatever comes between, the rows are not known until this has gone well.
  for (const { instance } of followers) known.forget(instance.key);
  if (!(await write(db, followers, changes))) return false;
  for (const { batch, instance } of followers) known.remember(batch, instance);
  return true;
}

/** The row that the batch is believed to go on from. */
function follow(batch: EventBatch, known: KnownInstances): readonly Admitted[] {
  const instance = known.find(batch.instance.key) ?? freshInstance(batch.instance);
  if (instance.seq !== batch.base || compareFences(batch.fence, instance.fence) < 0) return [];
  // The definition changes, and with it what the rows repeat of it.
  if (batch.events.some(({ type }) => type === 'instanceMigrated')) return [];
  return [{ batch, instance, gap: false }];
}

async function fold(followers: readonly Admitted[], { names }: RowSources): Promise<RowChanges> {
  const changes = new RowChanges();
  for (const { batch, instance } of followers) {
    const process = processDetails(instance, await names(instance.definition));
    const context = { key: instance.key, tenantId: instance.tenantId, process, processes: new Map() };
    foldEvents(context, batch.events, changes);
  }
  return changes;
}

async function write(db: Database, followers: readonly Admitted[], changes: RowChanges): Promise<boolean> {
  const opened = changes.openedSubscriptions;
  if (opened.length === 0) return writeIfUnchanged(db.pool, followers, changes);
  return transactionWithTail(db, (tx) => {
    const written = writeIfUnchanged(tx, followers, changes);
    // Sent in one turn. When the rows were not written, there is nothing to open but what another attempt has opened.
    return Promise.resolve({ result: written, tail: [written, openSubscriptions(tx, opened)] });
  });
}

/**
 * `seen` is what the statement's snapshot shows and `locked` what is true once the locks are held. A row that changed in
 * between lies elsewhere: then the snapshot is not to be trusted for the other tables either.
 */
async function writeIfUnchanged(db: Executor, followers: readonly Admitted[], changes: RowChanges): Promise<boolean> {
  const asked = followers.flatMap(({ batch }) =>
    batch.answered.filter(({ ok }) => ok).map(({ id }) => storableText(id)),
  );
  const parts = partsOf(followers, changes);
  const text = `with asked as materialized (
      select state from silkflow.request where request_id = any($3::text[]) order by request_id for share),
    seen as materialized (
      select instance_key, ctid as place from silkflow.process_instance where instance_key = any($2::bigint[])),
    locked as materialized (
      select instance_key, ctid as place, definition_hash, fence_run, fence_length, fence_started_at, seq
      from silkflow.process_instance
      where instance_key = any($2::bigint[]) and not exists (select from asked where state = 'withdrawn')
      order by instance_key for update),
    go as materialized (
      select count(*) = cardinality($2::bigint[]) as ok
      from json_populate_recordset(null::silkflow.process_instance, $1::json) as known
      join locked using (instance_key, definition_hash, fence_run, fence_length, fence_started_at, seq)
      join seen using (instance_key, place)),
    ${withParts(parts, (index) => `case when (select ok from go) then $${index + 5}::json else '[]'::json end`)}
    ${notify('$4')} where (select ok from go)`;
  const { rowCount } = await db.query(
    prepared(text, [
      JSON.stringify(followers.map(({ instance }) => knownRow(instance))),
      followers.map(({ instance }) => instance.key),
      asked,
      JSON.stringify(notices(followers, changes.jobTypes)),
      ...rowsOf(parts),
    ]),
  );
  // Each instance has a notice at least.
  return rowCount !== null && rowCount > 0;
}

function knownRow({ key, definition, fence, seq }: LockedInstance): Row {
  return {
    instance_key: key,
    definition_hash: definition,
    fence_run: fence.run,
    fence_length: fence.historyLength,
    fence_started_at: fence.startedAt,
    seq,
  };
}
