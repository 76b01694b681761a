import type { ProjectionBatch } from '#engine/contracts/wire/process-instance.ts';
import type { Event } from '#engine/kernel/index.ts';
import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import { openSubscriptions } from '../messages/index.ts';
import { applyRows, isWrittenAtOnce } from './apply-rows.ts';
import { deleteEventsAbove, insertEvents } from './events.ts';
import type { ProcessDetails } from './fold/context.ts';
import { foldEvents } from './fold/fold-events.ts';
import { compareFences, lockInstances } from './instance-rows.ts';
import type { LockedInstance } from './instance-rows.ts';
import { findProcessDetails, processDetails } from './process-details.ts';
import { RowChanges } from './row-changes.ts';
import { storableText } from './storable.ts';
import { announceFreeJobs, findOpenSubscriptions } from './resumed.ts';
import { truncate } from './truncate.ts';
import type { RowSources } from './truncate.ts';

export type EventBatch = ProjectionBatch<Event>;

/** A batch that may be written: its fence is the highest seen, and nothing above its base is stored any more. */
interface Admitted {
  readonly batch: EventBatch;
  readonly instance: LockedInstance;
  /** Events between the stored ones and these are missing: the rows need a rebuild. */
  readonly gap: boolean;
}

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
  const runs = admitted.map(({ batch }) => ({ instance: batch.instance.key, base: batch.base, events: batch.events }));
  const parts = await foldBatches(tx, admitted, sources);
  const sent = [
    insertEvents(tx, runs),
    applyParts(tx, parts),
    closeBatches(tx, admitted),
    notify(tx, admitted, parts),
    releaseRetriedJobs(tx, parts),
  ];
  if (parts.every(isPlain)) return sent;
  await Promise.all(sent);
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

async function applyParts(tx: Transaction, parts: readonly RowChanges[]): Promise<void> {
  for (const part of parts) await applyRows(tx, part);
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

async function foldBatches(
  tx: Transaction,
  admitted: readonly Admitted[],
  { names }: RowSources,
): Promise<readonly RowChanges[]> {
  const common = new RowChanges();
  const parts: RowChanges[] = [common];
  for (const { batch, instance } of admitted) {
    const process: ProcessDetails = processDetails(instance, await names(instance.definition));
    const processes = new Map<string, ProcessDetails>();
    const migrated = batch.events.filter((event) => event.type === 'instanceMigrated');
    for (const { definition } of migrated) {
      const details = await findProcessDetails(tx, names, instance.tenantId, definition);
      if (details !== null) processes.set(definition, details);
    }
    const context = { key: instance.key, tenantId: instance.tenantId, process, processes };
    // A migration renames rows, so its parts must not mix with those of other instances.
    if (migrated.length === 0) foldEvents(context, batch.events, common);
    else parts.push(...foldEvents(context, batch.events));
  }
  return parts;
}

async function closeBatches(tx: Transaction, admitted: readonly Admitted[]): Promise<void> {
  const fences = prepared(
    `update silkflow.process_instance as kept set
       fence_run = done.run, fence_length = done.length, fence_started_at = done.started_at,
       seq = done.seq, digest = done.digest, trouble = done.trouble, updated_at = now()
     from unnest($1::bigint[], $2::integer[], $3::integer[], $4::bigint[], $5::bigint[], $6::text[], $7::text[])
       as done (key, run, length, started_at, seq, digest, trouble)
     where kept.instance_key = done.key`,
    [
      admitted.map(({ batch }) => batch.instance.key),
      admitted.map(({ batch }) => batch.fence.run),
      admitted.map(({ batch }) => batch.fence.historyLength),
      admitted.map(({ batch }) => batch.fence.startedAt),
      admitted.map(({ batch }) => batch.base + batch.events.length),
      admitted.map(({ batch }) => batch.digest),
      admitted.map(({ gap }) => (gap ? 'Rows are incomplete: run silkflow verify --repair for this instance' : null)),
    ],
  );
  await Promise.all([tx.query(fences), writeAnswers(tx, admitted)]);
}

async function writeAnswers(tx: Transaction, admitted: readonly Admitted[]): Promise<void> {
  const answers = admitted.flatMap(({ batch }) =>
    batch.answered.map((answer) => ({ batch, id: answer.id, text: JSON.stringify(answer) })),
  );
  if (answers.length === 0) return;
  await tx.query(
    `insert into silkflow.request_answer (request_id, instance_key, seq, answer)
     select distinct on (id) id, key, seq, answer
     from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[]) as given (id, key, seq, answer)
     on conflict (request_id) do update set
       instance_key = excluded.instance_key, seq = excluded.seq, answer = excluded.answer`,
    [
      answers.map(({ id }) => storableText(id)),
      answers.map(({ batch }) => batch.instance.key),
      answers.map(({ batch }) => batch.base + batch.events.length),
      answers.map(({ text }) => text),
    ],
  );
}

/** Their locks remember retries used up and a failure that no longer counts. */
async function releaseRetriedJobs(tx: Transaction, parts: readonly RowChanges[]): Promise<void> {
  const jobs = parts.flatMap(({ retriedJobs }) => retriedJobs);
  if (jobs.length > 0) await tx.query('delete from silkflow.job_lock where job_key = any($1::bigint[])', [jobs]);
}

async function notify(tx: Transaction, admitted: readonly Admitted[], parts: readonly RowChanges[]): Promise<void> {
  const types = new Set(parts.flatMap(({ jobTypes }) => jobTypes));
  const notices = [
    ...admitted.map(({ batch }) => ({ channel: 'silkflow_changed', payload: batch.instance.key })),
    ...[...types].map((type) => ({ channel: 'silkflow_jobs', payload: type })),
  ];
  await tx.query(
    prepared(
      'select pg_notify(channel, left(payload, 2000)) from unnest($1::text[], $2::text[]) as n (channel, payload)',
      [notices.map(({ channel }) => channel), notices.map(({ payload }) => payload)],
    ),
  );
}
