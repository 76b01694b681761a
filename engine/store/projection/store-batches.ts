import type { ProjectionBatch } from '#engine/contracts/wire/process-instance.ts';
import type { Event } from '#engine/kernel/index.ts';
import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import { eventPart } from './events.ts';
import type { LockedInstance } from './instance-rows.ts';
import { instanceParts, rowsOf, withParts } from './parts.ts';
import type { Part } from './parts.ts';
import type { Row } from './row-changes.ts';
import { storableText } from './storable.ts';

/** A batch that may be written: its fence is the highest seen, and nothing above its base is stored any more. */
export interface Admitted {
  readonly batch: ProjectionBatch<Event>;
  readonly instance: LockedInstance;
  /** Events between the stored ones and these are missing: the rows need a rebuild. */
  readonly gap: boolean;
}

type Batches = readonly Pick<Admitted, 'batch' | 'instance'>[];

/**
 * What every batch leaves besides the rows of its fold, in one statement: its events, its answers, its fence, and word of it
 * to whoever listens.
 */
export async function storeBatches(
  tx: Transaction,
  admitted: readonly Admitted[],
  jobTypes: ReadonlySet<string>,
): Promise<void> {
  const closings = admitted.map(({ batch, instance, gap }) => ({
    key: instance.key,
    columns: { ...closing(batch), trouble: gap ? rowsMissing : null },
  }));
  const parts = [...batchParts(admitted), ...instanceParts(closings, ['updated_at = now()'])];
  const text = `with ${withParts(parts, (index) => `$${index + 2}::json`)} ${notify('$1')}`;
  await tx.query(prepared(text, [JSON.stringify(notices(admitted, jobTypes)), ...rowsOf(parts)]));
}

const rowsMissing = 'Rows are incomplete: run silkflow verify --repair for this instance';

/** The batches' events and answers. */
export function batchParts(batches: Batches): readonly Part[] {
  const runs = batches.map(({ batch, instance }) => ({
    instance: instance.key,
    base: batch.base,
    events: batch.events,
  }));
  return [eventPart(runs), ...answerPart(batches)];
}

/** What a batch leaves in its instance's row, whatever its events are. */
export function closing({ fence, base, events, digest }: ProjectionBatch<Event>): Row {
  return {
    fence_run: fence.run,
    fence_length: fence.historyLength,
    fence_started_at: fence.startedAt,
    seq: base + events.length,
    digest,
  };
}

/** Whom to tell of it; `notify` takes them as JSON text. */
export function notices(
  batches: Batches,
  jobTypes: Iterable<string>,
): readonly { readonly channel: string; readonly payload: string }[] {
  return [
    ...batches.map(({ instance }) => ({ channel: 'silkflow_changed', payload: instance.key })),
    ...[...jobTypes].map((payload) => ({ channel: 'silkflow_jobs', payload })),
  ];
}

/** SQL that tells them, a row each. */
export function notify(given: string): string {
  return `select pg_notify(channel, left(payload, 2000)) from json_to_recordset(${given}::json) as n (channel text, payload text)`;
}

function answerPart(batches: Batches): readonly Part[] {
  const rows = batches.flatMap(({ batch, instance }) =>
    batch.answered.map((answer) => ({
      request_id: storableText(answer.id),
      instance_key: instance.key,
      seq: batch.base + batch.events.length,
      answer: JSON.stringify(answer),
    })),
  );
  if (rows.length === 0) return [];
  const text = (given: string): string =>
    `insert into silkflow.request_answer (request_id, instance_key, seq, answer)
     select distinct on (request_id) request_id, instance_key, seq, answer
     from json_populate_recordset(null::silkflow.request_answer, ${given})
     on conflict (request_id) do update set
       instance_key = excluded.instance_key, seq = excluded.seq, answer = excluded.answer`;
  return [{ text, rows }];
}
