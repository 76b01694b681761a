import type { Transaction } from '../database.ts';
import { applyRows } from './apply-rows.ts';
import type { EventBatch } from './commit-batches.ts';
import { deleteEventsAbove, insertEvents } from './events.ts';
import { foldEvents } from './fold/fold-events.ts';
import { compareFences, lockInstances } from './instance-rows.ts';
import { describeError } from './offence.ts';
import { findProcessDetails, processDetails } from './process-details.ts';
import type { ProcessDetails } from './fold/context.ts';
import { storableInstant, storableText } from './storable.ts';
import { definitionsOf } from './truncate.ts';
import type { RowSources } from './truncate.ts';
import { say } from '../words/say.ts';

// The last key of an instance's block: the kernel leases a new block long before it would come to it.
const markerOffset = 2n ** 22n - 1n;

/**
 * Commits the one batch that Postgres or the fold refuses, alone: all its events, whichever rows it can, the instance
 * marked with the reason, and an incident that an operator sees. So one bad value never stalls a worker.
 */
export async function commitOffender(
  tx: Transaction,
  batch: EventBatch,
  reason: unknown,
  sources: RowSources,
): Promise<void> {
  const instance = (await lockInstances(tx, [batch.instance])).get(batch.instance.key);
  if (instance === undefined || compareFences(batch.fence, instance.fence) < 0) return;
  await deleteEventsAbove(tx, instance.key, batch.base);
  await insertEvents(tx, [{ instance: instance.key, base: batch.base, events: batch.events }]);
  const processes = new Map<string, ProcessDetails>();
  for (const hash of definitionsOf(batch.events)) {
    const details = await findProcessDetails(tx, sources.names, instance.tenantId, hash);
    if (details !== null) processes.set(hash, details);
  }
  const process = processDetails(instance, await sources.names(instance.definition));
  for (const event of batch.events) {
    await attempt(tx, async () => {
      const parts = foldEvents({ key: instance.key, tenantId: instance.tenantId, process, processes }, [event]);
      for (const part of parts) await applyRows(tx, part);
    });
  }
  await mark(tx, batch, describeError(reason));
}

/** Runs within a savepoint: what fails leaves nothing behind, and the transaction goes on. */
async function attempt(tx: Transaction, work: () => Promise<void>): Promise<void> {
  await tx.query('savepoint one_event');
  try {
    await work();
    await tx.query('release savepoint one_event');
  } catch {
    await tx.query('rollback to savepoint one_event');
  }
}

async function mark(
  tx: Transaction,
  { instance, fence, base, digest, events }: EventBatch,
  reason: string,
): Promise<void> {
  const message = storableText(say('value.unstorable', { reason })).slice(0, 2_000);
  await tx.query(
    `update silkflow.process_instance set fence_run = $2, fence_length = $3, fence_started_at = $4, seq = $5, digest = $6,
       trouble = $7, updated_at = now()
     where instance_key = $1`,
    [instance.key, fence.run, fence.historyLength, fence.startedAt, base + events.length, digest, message],
  );
  await tx.query(
    `insert into silkflow.incident (incident_key, instance_key, tenant_id, process_id, process_definition_key,
       element_instance_key, element_id, type, message, state, created_at)
     values ($1, $2, $3, $4, $5, $2, $4, 'UNKNOWN', $6, 'active', $7)
     on conflict (incident_key) do update set message = excluded.message, state = 'active'`,
    [
      (BigInt(instance.key) + markerOffset).toString(),
      instance.key,
      instance.tenantId,
      instance.processId,
      instance.processDefinitionKey,
      message,
      storableInstant(events.at(-1)?.at ?? fence.startedAt),
    ],
  );
  await tx.query(
    `update silkflow.process_instance set open_incidents =
       (select count(*) from silkflow.incident where instance_key = $1 and state = 'active')
     where instance_key = $1`,
    [instance.key],
  );
  await tx.query(`select pg_notify('silkflow_changed', $1)`, [instance.key]);
}
