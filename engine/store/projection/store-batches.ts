import type { ProjectionBatch } from '#engine/contracts/wire/process-instance.ts';
import type { Event } from '#engine/kernel/index.ts';
import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import { eventColumns, insertEventsText } from './events.ts';
import type { LockedInstance } from './instance-rows.ts';
import { storableText } from './storable.ts';

/** A batch that may be written: its fence is the highest seen, and nothing above its base is stored any more. */
export interface Admitted {
  readonly batch: ProjectionBatch<Event>;
  readonly instance: LockedInstance;
  /** Events between the stored ones and these are missing: the rows need a rebuild. */
  readonly gap: boolean;
}

/**
 * What every batch leaves besides the rows of its fold, in one statement: its events, its answers, its fence, and word of it
 * to whoever listens.
 */
export async function storeBatches(
  tx: Transaction,
  admitted: readonly Admitted[],
  jobTypes: ReadonlySet<string>,
): Promise<void> {
  const runs = admitted.map(({ batch }) => ({ instance: batch.instance.key, base: batch.base, events: batch.events }));
  const notices = [
    ...admitted.map(({ batch }) => ({ channel: 'silkflow_changed', payload: batch.instance.key })),
    ...[...jobTypes].map((type) => ({ channel: 'silkflow_jobs', payload: type })),
  ];
  await tx.query(
    prepared(storeText, [
      ...eventColumns(runs),
      ...answerColumns(admitted),
      ...fenceColumns(admitted),
      notices.map(({ channel }) => channel),
      notices.map(({ payload }) => payload),
    ]),
  );
}

const storeText = `
  with stored as (${insertEventsText}),
  answered as (
    insert into silkflow.request_answer (request_id, instance_key, seq, answer)
    select distinct on (id) id, key, seq, answer
    from unnest($6::text[], $7::bigint[], $8::bigint[], $9::text[]) as given (id, key, seq, answer)
    on conflict (request_id) do update set
      instance_key = excluded.instance_key, seq = excluded.seq, answer = excluded.answer),
  closed as (
    update silkflow.process_instance as kept set
      fence_run = done.run, fence_length = done.length, fence_started_at = done.started_at,
      seq = done.seq, digest = done.digest, trouble = done.trouble, updated_at = now()
    from unnest($10::bigint[], $11::integer[], $12::integer[], $13::bigint[], $14::bigint[], $15::text[], $16::text[])
      as done (key, run, length, started_at, seq, digest, trouble)
    where kept.instance_key = done.key)
  select pg_notify(channel, left(payload, 2000)) from unnest($17::text[], $18::text[]) as n (channel, payload)`;

function answerColumns(admitted: readonly Admitted[]): readonly unknown[][] {
  const answers = admitted.flatMap(({ batch }) => batch.answered.map((answer) => ({ batch, answer })));
  return [
    answers.map(({ answer }) => storableText(answer.id)),
    answers.map(({ batch }) => batch.instance.key),
    answers.map(({ batch }) => batch.base + batch.events.length),
    answers.map(({ answer }) => JSON.stringify(answer)),
  ];
}

function fenceColumns(admitted: readonly Admitted[]): readonly unknown[][] {
  return [
    admitted.map(({ batch }) => batch.instance.key),
    admitted.map(({ batch }) => batch.fence.run),
    admitted.map(({ batch }) => batch.fence.historyLength),
    admitted.map(({ batch }) => batch.fence.startedAt),
    admitted.map(({ batch }) => batch.base + batch.events.length),
    admitted.map(({ batch }) => batch.digest),
    admitted.map(({ gap }) => (gap ? 'Rows are incomplete: run silkflow verify --repair for this instance' : null)),
  ];
}
