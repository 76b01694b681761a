import type { ProjectionBatch } from '#engine/contracts/wire/process-instance.ts';
import type { Event } from '#engine/kernel/index.ts';
import type { Transaction } from '../database.ts';
import { openSubscriptions } from '../messages/index.ts';
import { applyRows, countIncidents, isWrittenAtOnce } from './apply-rows.ts';
import { deleteEventsAbove } from './events.ts';
import type { ProcessDetails } from './fold/context.ts';
import { foldEvents } from './fold/fold-events.ts';
import { compareFences, lockInstances } from './instance-rows.ts';
import type { LockedInstance } from './instance-rows.ts';
import { findProcessDetails, processDetails } from './process-details.ts';
import { RowChanges } from './row-changes.ts';
import { storeBatches } from './store-batches.ts';
import type { Admitted } from './store-batches.ts';
import { announceFreeJobs, findOpenSubscriptions } from './resumed.ts';
import { truncate } from './truncate.ts';
import type { RowSources } from './truncate.ts';

export type EventBatch = ProjectionBatch<Event>;

/**
 * Writes the batches of several instances (at most one of each) in one transaction, by the rule of design decision D6:
 * with their rows locked, compare fences, take back what lies above the base, fold, store. A batch of an overtaken attempt
 * writes nothing. Answers the statements that are sent and may still fail.
 */
export async function commitBatches(
  tx: Transaction,
  batches: readonly EventBatch[],
  locked: ReadonlyMap<string, LockedInstance>,
  sources: RowSources,
): Promise<readonly Promise<unknown>[]> {
  const admitted = await admit(tx, batches, locked, sources);
  if (admitted.length === 0) return [];
  const { changes, renamed } = await foldBatches(tx, admitted, sources);
  for (const part of renamed) await applyRows(tx, part);
  const parts = [changes, ...renamed];
  const jobTypes = [...new Set(parts.flatMap((part) => part.jobTypes))];
  const sent = [storeBatches(tx, admitted, changes, jobTypes), releaseRetriedJobs(tx, parts)];
  if (parts.every(isPlain)) return sent;
  await Promise.all(sent);
  await countIncidents(tx, changes.incidentInstances);
  const resumed = parts.flatMap(({ resumedInstances }) => resumedInstances);
  await announceFreeJobs(tx, resumed);
  await openSubscriptions(tx, [
    ...parts.flatMap(({ openedSubscriptions }) => openedSubscriptions),
    ...(await findOpenSubscriptions(tx, resumed)),
  ]);
  return [];
}

/** All its statements are sent in one turn, since none needs the result of another. */
function isPlain(part: RowChanges): boolean {
  return isWrittenAtOnce(part) && part.resumedInstances.length === 0 && part.openedSubscriptions.length === 0;
}

/** Makes room for the batches that may be written. */
async function admit(
  tx: Transaction,
  batches: readonly EventBatch[],
  locked: ReadonlyMap<string, LockedInstance>,
  sources: RowSources,
): Promise<readonly Admitted[]> {
  const admitted: Admitted[] = [];
  for (const batch of batches) {
    const instance = locked.get(batch.instance.key);
    if (instance === undefined || compareFences(batch.fence, instance.fence) < 0) continue;
    if (instance.seq > batch.base) {
      await truncate(tx, instance, batch.base, sources);
      const [again] = await relock(tx, batch);
      admitted.push({ batch, instance: again ?? instance, gap: false });
    } else {
      // Rows that a rebuild has yet to fill may lie above the gap from an earlier batch.
      if (instance.seq < batch.base) await deleteEventsAbove(tx, instance.key, batch.base);
      admitted.push({ batch, instance, gap: instance.seq < batch.base });
    }
  }
  return admitted;
}

/** After a refold the row may name another definition (a migration that was taken back). */
async function relock(tx: Transaction, batch: EventBatch): Promise<readonly LockedInstance[]> {
  return [...(await lockInstances(tx, [batch.instance])).values()];
}

interface Folded {
  readonly changes: RowChanges;
  /** Of instances that were migrated: rows change their names between them, so they are written one after the other. */
  readonly renamed: readonly RowChanges[];
}

async function foldBatches(tx: Transaction, admitted: readonly Admitted[], { names }: RowSources): Promise<Folded> {
  const changes = new RowChanges();
  const renamed: RowChanges[] = [];
  for (const { batch, instance } of admitted) {
    const process: ProcessDetails = processDetails(instance, await names(instance.definition));
    const processes = new Map<string, ProcessDetails>();
    const migrated = batch.events.filter((event) => event.type === 'instanceMigrated');
    for (const { definition } of migrated) {
      const details = await findProcessDetails(tx, names, instance.tenantId, definition);
      if (details !== null) processes.set(definition, details);
    }
    const context = { key: instance.key, tenantId: instance.tenantId, process, processes };
    if (migrated.length === 0) foldEvents(context, batch.events, changes);
    else renamed.push(...foldEvents(context, batch.events));
  }
  return { changes, renamed };
}

/** Their locks remember retries used up and a failure that no longer counts. */
async function releaseRetriedJobs(tx: Transaction, parts: readonly RowChanges[]): Promise<void> {
  const jobs = parts.flatMap(({ retriedJobs }) => retriedJobs);
  if (jobs.length > 0) await tx.query('delete from silkflow.job_lock where job_key = any($1::bigint[])', [jobs]);
}
