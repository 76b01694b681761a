import type { Event } from '#engine/kernel/index.ts';
import type { Transaction } from '../database.ts';
import { openSubscriptions } from '../messages/index.ts';
import { applyRows, clearRows } from './apply-rows.ts';
import { deleteEventsAbove, readEvents } from './events.ts';
import type { ProcessDetails } from './fold/context.ts';
import { foldEvents } from './fold/fold-events.ts';
import type { LockedInstance } from './instance-rows.ts';
import type { ElementNames } from './process-details.ts';
import { findProcessDetails } from './process-details.ts';
import { findOpenSubscriptions } from './resumed.ts';

export interface RowSources {
  readonly names: ElementNames;
}

/**
 * Takes back everything above `base`: it was written by an attempt at a workflow task that never reached the history.
 * Derived rows are folded again from the stored events.
 */
export async function truncate(
  tx: Transaction,
  instance: LockedInstance,
  base: number,
  sources: RowSources,
): Promise<void> {
  const before = new Set(await findOpenSubscriptions(tx, [instance.key]));
  await deleteEventsAbove(tx, instance.key, base);
  await tx.query('delete from silkflow.request_answer where instance_key = $1 and seq > $2', [instance.key, base]);
  await refold(tx, instance, base, sources);
  const after = await findOpenSubscriptions(tx, [instance.key]);
  // Deliveries to those that are gone will be refused by the instance, and so matched again.
  await openSubscriptions(
    tx,
    after.filter((key) => !before.has(key)),
  );
}

/** Writes all derived rows of the instance anew from its stored events up to `until`. */
export async function refold(
  tx: Transaction,
  instance: Pick<LockedInstance, 'key' | 'tenantId'>,
  until: number,
  { names }: RowSources,
): Promise<void> {
  await clearRows(tx, instance.key);
  const processes = new Map<string, ProcessDetails>();
  let process: ProcessDetails | undefined;
  for await (const page of readEvents(tx, instance.key, { after: 0, until })) {
    const events = page.map(({ event }) => event);
    for (const hash of definitionsOf(events)) {
      const details = await findProcessDetails(tx, names, instance.tenantId, hash);
      if (details !== null) processes.set(hash, details);
      process ??= details ?? undefined;
    }
    if (process === undefined) return;
    const parts = foldEvents({ ...instance, process, processes }, events);
    for (const part of parts) await applyRows(tx, part);
    const migrated = events.findLast((event) => event.type === 'instanceMigrated');
    process = (migrated === undefined ? undefined : processes.get(migrated.definition)) ?? process;
  }
}

/** Hashes that the events name: the definition it was created with, and those it was migrated to. */
export function definitionsOf(events: readonly Event[]): readonly string[] {
  return events.flatMap((event) =>
    event.type === 'instanceCreated' || event.type === 'instanceMigrated' ? [event.definition] : [],
  );
}
