import type { Event } from '#engine/kernel/index.ts';
import { transaction } from '../database.ts';
import type { Database, Transaction } from '../database.ts';
import { deleteEventsAbove, insertEvents, readEvents } from './events.ts';
import { foldedTables } from './row-changes.ts';
import type { FoldedTable } from './row-changes.ts';
import { refold } from './truncate.ts';
import type { RowSources } from './truncate.ts';

/** What Temporal's history of the current run gives: events after those that earlier runs sealed. */
export interface Replayed {
  /** Sequence number and digest with which the current run began; 0 and the empty digest for a first run. */
  readonly after: number;
  readonly sealedDigest: string;
  readonly events: readonly Event[];
}

/** One difference between what is stored and what should be. */
export type Drift =
  | { readonly kind: 'event'; readonly seq: number; readonly stored: string | null; readonly expected: string | null }
  | {
      readonly kind: 'row';
      readonly table: string;
      readonly key: string;
      readonly elementId: string | null;
      readonly stored: string | null;
      readonly expected: string | null;
    }
  /** The events of earlier runs do not give the state that the current run began with: only a backup has them. */
  | { readonly kind: 'sealed'; readonly storedDigest: string; readonly expectedDigest: string };

export interface Comparison {
  readonly drifts: readonly Drift[];
  /** Stored events above the history: of a task that is under way, or was abandoned and will be tried again. */
  readonly unconfirmed: number;
}

export interface CompareOptions {
  /** Writes what should be. Events that only a backup has are not brought back. */
  readonly repair: boolean;
  /** Null when Temporal holds the instance no more: only the rows are compared with the stored events. */
  readonly replayed: Replayed | null;
  /** The kernel's digest over events from the first on; the store itself does not step a kernel. */
  readonly digestOf: (pages: AsyncIterable<readonly { readonly event: Event }[]>) => Promise<string>;
}

/** Compares, and repairs on wish, one instance. Holds its row for that long, so the live system waits and nothing moves. */
export async function compareInstance(
  db: Database,
  instance: string,
  options: CompareOptions,
  sources: RowSources,
): Promise<Comparison | null> {
  const rollback = new Error('compared');
  let comparison: Comparison | null = null;
  try {
    await transaction(db, async (tx) => {
      comparison = await compare(tx, instance, options, sources);
      if (!options.repair || comparison === null || comparison.drifts.length === 0) throw rollback;
    });
  } catch (error) {
    if (error !== rollback) throw error;
  }
  return comparison;
}

async function compare(
  tx: Transaction,
  instance: string,
  { replayed, digestOf }: CompareOptions,
  sources: RowSources,
): Promise<Comparison | null> {
  const { rows } = await tx.query<{ tenant_id: string; seq: string }>(
    'select tenant_id, seq from silkflow.process_instance where instance_key = $1 for update',
    [instance],
  );
  const row = rows[0];
  if (row === undefined) return null;
  const stored = Number(row.seq);
  const drifts: Drift[] = [];
  let until = stored;
  if (replayed !== null) {
    const sealed = await digestOf(readEvents(tx, instance, { after: 0, until: replayed.after }));
    if (sealed !== replayed.sealedDigest) {
      drifts.push({ kind: 'sealed', storedDigest: sealed, expectedDigest: replayed.sealedDigest });
    }
    drifts.push(...(await compareEvents(tx, instance, replayed)));
    until = replayed.after + replayed.events.length;
    if (drifts.some(({ kind }) => kind === 'event')) {
      await deleteEventsAbove(tx, instance, replayed.after);
      await insertEvents(tx, [{ instance, base: replayed.after, events: replayed.events }]);
      await tx.query('update silkflow.process_instance set seq = $2, trouble = null where instance_key = $1', [
        instance,
        until,
      ]);
    }
  }
  const ahead = Math.max(0, stored - until);
  const before = await snapshot(tx, instance);
  await refold(tx, { key: instance, tenantId: row.tenant_id }, Math.max(until, stored), sources);
  drifts.push(...difference(before, await snapshot(tx, instance)));
  return { drifts, unconfirmed: ahead };
}

async function compareEvents(tx: Transaction, instance: string, { after, events }: Replayed): Promise<Drift[]> {
  const drifts: Drift[] = [];
  const seen = new Set<number>();
  for await (const page of readEvents(tx, instance, { after, until: after + events.length })) {
    for (const { seq, event } of page) {
      seen.add(seq);
      const stored = JSON.stringify(event);
      const expected = JSON.stringify(events[seq - after - 1]);
      if (stored !== expected) drifts.push({ kind: 'event', seq, stored, expected });
    }
  }
  for (const [index, event] of events.entries()) {
    const seq = after + index + 1;
    if (!seen.has(seq)) drifts.push({ kind: 'event', seq, stored: null, expected: JSON.stringify(event) });
  }
  return drifts;
}

type Snapshot = ReadonlyMap<string, { readonly table: string; readonly key: string; readonly text: string }>;

async function snapshot(tx: Transaction, instance: string): Promise<Snapshot> {
  const rows = new Map<string, { table: string; key: string; text: string }>();
  for (const [table, key] of snapshotTables) {
    const ignored = [...unfolded, ...(table === 'message_subscription' ? ['updated_at'] : [])];
    const { rows: found } = await tx.query<{ key: string; text: string }>(
      `select ${key}::text as key, (to_jsonb(t) - $2::text[])::text as text from silkflow.${table} t
       where instance_key = $1`,
      [instance, ignored],
    );
    for (const row of found) rows.set(`${table}/${row.key}`, { table, ...row });
  }
  return rows;
}

const snapshotTables: readonly (readonly [string, string])[] = [
  ...Object.entries(foldedTables).map(([table, keys]) => [table as FoldedTable, keys[0]] as const),
  ['sequence_flow', 'flow_id'],
  ['process_instance', 'instance_key'],
];

/** Columns that events do not make. */
const unfolded = ['fence_run', 'fence_length', 'fence_started_at', 'seq', 'digest', 'trouble', 'updated_at'];

function difference(stored: Snapshot, expected: Snapshot): Drift[] {
  const drifts: Drift[] = [];
  for (const [id, row] of stored) {
    const other = expected.get(id);
    if (other?.text !== row.text) drifts.push(rowDrift(row, row.text, other?.text ?? null));
  }
  for (const [id, row] of expected) if (!stored.has(id)) drifts.push(rowDrift(row, null, row.text));
  return drifts;
}

function rowDrift(row: { table: string; key: string }, stored: string | null, expected: string | null): Drift {
  const text = expected ?? stored ?? '{}';
  const elementId = /"element_id": ?"([^"]*)"/.exec(text)?.[1] ?? null;
  return { kind: 'row', table: row.table, key: row.key, elementId, stored, expected };
}
