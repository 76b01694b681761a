import type { Event } from '#engine/kernel/index.ts';
import { prepared } from '../database.ts';
import type { Executor, Transaction } from '../database.ts';
import { storableInstant } from './storable.ts';

/** Events of one instance that follow `base`, in order. */
export interface EventRun {
  readonly instance: string;
  readonly base: number;
  readonly events: readonly Event[];
}

/** Takes what `eventColumns` gives, as its first parameters. */
export const insertEventsText = `insert into silkflow.event (instance_key, seq, at, type, body)
  select * from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::text[], $5::text[])`;

/** JSON text escapes NUL and lone surrogates, so that every value survives; `jsonb` would refuse both. */
export function eventColumns(
  runs: readonly EventRun[],
): [instances: string[], numbers: number[], instants: string[], types: string[], bodies: string[]] {
  const instances: string[] = [];
  const numbers: number[] = [];
  const instants: string[] = [];
  const types: string[] = [];
  const bodies: string[] = [];
  for (const { instance, base, events } of runs) {
    for (const [index, event] of events.entries()) {
      instances.push(instance);
      numbers.push(base + index + 1);
      instants.push(storableInstant(event.at));
      types.push(event.type);
      bodies.push(JSON.stringify(event));
    }
  }
  return [instances, numbers, instants, types, bodies];
}

export async function insertEvents(tx: Transaction, runs: readonly EventRun[]): Promise<void> {
  await tx.query(prepared(insertEventsText, eventColumns(runs)));
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
