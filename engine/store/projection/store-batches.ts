import type { ProjectionBatch } from '#engine/contracts/wire/process-instance.ts';
import type { Event } from '#engine/kernel/index.ts';
import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import { eventPart } from './events.ts';
import type { LockedInstance } from './instance-rows.ts';
import { insertParts, instanceParts, rowsOf, updateParts, withParts } from './parts.ts';
import type { Part } from './parts.ts';
import type { RowChanges } from './row-changes.ts';
import { storableText } from './storable.ts';
import { say } from '../words/say.ts';

/** A batch that may be written: its fence is the highest seen, and nothing above its base is stored any more. */
export interface Admitted {
  readonly batch: ProjectionBatch<Event>;
  readonly instance: LockedInstance;
  /** Events between the stored ones and these are missing: the rows need a rebuild. */
  readonly gap: boolean;
}

/**
 * Everything that the batches leave, in one statement: the rows of their fold, events, answers, fences, and word of it to
 * whoever listens. Only rows that change with a migration are written apart.
 */
export async function storeBatches(
  tx: Transaction,
  admitted: readonly Admitted[],
  changes: RowChanges,
  jobTypes: readonly string[],
): Promise<void> {
  const parts = partsOf(admitted, changes);
  const text = `with ${withParts(parts, (index) => `$${index + 2}::json`)} ${notify('$1')}`;
  await tx.query(prepared(text, [JSON.stringify(notices(admitted, jobTypes)), ...rowsOf(parts)]));
}

/** They touch no row of each other. */
export function partsOf(admitted: readonly Admitted[], changes: RowChanges): readonly Part[] {
  const runs = admitted.map(({ batch, instance }) => ({
    instance: instance.key,
    base: batch.base,
    events: batch.events,
  }));
  return [
    ...insertParts(changes),
    ...updateParts(changes),
    ...instanceParts(closings(admitted, changes), ['updated_at = now()']),
    eventPart(runs),
    ...answerPart(admitted),
  ];
}

/** Whom to tell of it; `notify` takes them as JSON text. */
export function notices(
  admitted: readonly Admitted[],
  jobTypes: readonly string[],
): readonly { readonly channel: string; readonly payload: string }[] {
  return [
    ...admitted.map(({ instance }) => ({ channel: 'silkflow_changed', payload: instance.key })),
    ...jobTypes.map((payload) => ({ channel: 'silkflow_jobs', payload })),
  ];
}

/** SQL that tells them, a row each. */
export function notify(given: string): string {
  return `select pg_notify(channel, left(payload, 2000)) from json_to_recordset(${given}::json) as n (channel text, payload text)`;
}

/** The instances' own rows: what the fold changes in them, the fence, and the digest. */
function closings(admitted: readonly Admitted[], changes: RowChanges): RowChanges['instances'] {
  const folded = new Map(changes.instances.map(({ key, columns }) => [key, columns]));
  return admitted.map(({ batch: { fence, base, events, digest }, instance: { key }, gap }) => ({
    key,
    columns: {
      ...folded.get(key),
      fence_run: fence.run,
      fence_length: fence.historyLength,
      fence_started_at: fence.startedAt,
      seq: base + events.length,
      digest,
      trouble: gap ? say('rows.incomplete') : null,
    },
  }));
}

function answerPart(admitted: readonly Admitted[]): readonly Part[] {
  const rows = admitted.flatMap(({ batch, instance }) =>
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
