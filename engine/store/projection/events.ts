import type { Event } from '#engine/kernel/index.ts';
import { prepared } from '../database.ts';
import type { Executor, Transaction } from '../database.ts';
import { rowsOf } from './parts.ts';
import type { Part } from './parts.ts';
import { storableInstant } from './storable.ts';

/** Events of one instance that follow `base`, in order. */
export interface EventRun {
  readonly instance: string;
  readonly base: number;
  readonly events: readonly Event[];
}

/** JSON text escapes NUL and lone surrogates, so that every value survives; `jsonb` would refuse both. */
export function eventPart(runs: readonly EventRun[]): Part {
  const text = (given: string): string =>
    `insert into silkflow.event (instance_key, seq, at, type, body)
     select instance_key, seq, at, type, body from json_populate_recordset(null::silkflow.event, ${given})`;
  const rows = runs.flatMap(({ instance, base, events }) =>
    events.map((event, index) => ({
      instance_key: instance,
      seq: base + index + 1,
      at: storableInstant(event.at),
      type: event.type,
      body: JSON.stringify(event),
    })),
  );
  return { text, rows };
}

export async function insertEvents(tx: Transaction, runs: readonly EventRun[]): Promise<void> {
  const part = eventPart(runs);
  await tx.query(prepared(part.text('$1::json'), rowsOf([part])));
}

export async function deleteEventsAbove(tx: Transaction, instance: string, base: number): Promise<void> {
  await tx.query('delete from silkflow.event where instance_key = $1 and seq > $2', [instance, base]);
}

/** Stored events with `after < seq <= until`, page by page, each page in order. */
export async function* readEvents(
  db: Executor,
  instance: string,
  range: { readonly after: number; readonly until: number },
): AsyncGenerator<readonly { readonly seq: number; readonly event: Event }[]> {
  let last = range.after;
  for (;;) {
    const { rows } = await db.query<{ seq: string; body: string }>(
      `select seq, body from silkflow.event where instance_key = $1 and seq > $2 and seq <= $3 order by seq limit $4`,
      [instance, last, range.until, pageSize],
    );
    const final = rows.at(-1);
    if (final === undefined) return;
    yield rows.map(({ seq, body }) => ({ seq: Number(seq), event: parseEvent(body) }));
    last = Number(final.seq);
  }
}

const pageSize = 5_000;

/** Only `insertEvents` writes bodies, so the text is an event of a released version. */
function parseEvent(body: string): Event {
  return JSON.parse(body) as Event;
}
