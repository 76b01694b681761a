import type { Timeline, TimelineEntry } from '#engine/contracts/api/index.ts';
import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { Executor } from '../database.ts';
import { timelineValues } from './timeline-values.ts';

/** Events that tell a person nothing: the engine's bookkeeping, and steps that another event tells better. */
const bookkeeping: readonly string[] = [
  'keysLeased',
  'commandSent',
  'commandSettled',
  'tokensDropped',
  'queued',
  'dequeued',
  'tokenArrived',
  'joined',
  'dataSet',
  'elementActivating',
  'elementCompleting',
  'elementTerminating',
  'flowTaken',
  'multiInstanceStarted',
  'itemsRead',
];

interface EventRow {
  readonly seq: string;
  readonly at: Date;
  readonly type: string;
  readonly body: string;
}

/** What is known of the thing that an event names by its key. */
export interface EventSubject {
  readonly elementId: string | null;
  readonly elementName: string | null;
  readonly elementKind: string | null;
  /** Message or signal name, job type, due instant: what later events about the key do not repeat. */
  readonly detail: string | null;
}

/** An instance's events, newest first. */
export async function readTimeline(
  db: Executor,
  instanceKey: string,
  page: { readonly before: number | null; readonly limit: number; readonly all: boolean },
): Promise<Timeline> {
  const { rows } = await db.query<EventRow>(
    `select seq, at, type, body from silkflow.event
     where instance_key = $1 and ($2::bigint is null or seq < $2) and ($3 or not type = any($4::text[]))
     order by seq desc limit $5`,
    [instanceKey, page.before, page.all, bookkeeping, page.limit + 1],
  );
  const shown = rows.slice(0, page.limit).map((row) => ({ row, event: JSON.parse(row.body) as JsonObject }));
  const keys = shown.flatMap(({ event }) => [keyOf(event)].filter((key) => key !== null));
  const subjects = await readSubjects(db, instanceKey, keys);
  const names = await readNames(db, instanceKey);
  return {
    entries: shown.map(({ row, event }): TimelineEntry => {
      const subject = subjects.get(keyOf(event) ?? '') ?? null;
      const elementId = text(event['element']) ?? subject?.elementId ?? null;
      return {
        seq: Number(row.seq),
        at: row.at.toISOString(),
        type: row.type,
        elementId,
        elementName: subject?.elementName ?? (elementId === null ? null : (names.get(elementId) ?? null)),
        elementKind: subject?.elementKind ?? null,
        // zod's JSON type has mutable arrays, ours readonly ones; both are plain JSON.
        values: timelineValues(row.type, event, subject) as TimelineEntry['values'],
      };
    }),
    more: rows.length > page.limit,
  };
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** The element instance that an event is about, or else the thing whose element it is. */
function keyOf(event: JsonObject): string | null {
  return text(event['elementInstance']) ?? text(event['key']);
}

/** Elements of everything that events name by a key, from the rows of jobs, tasks, timers and subscriptions. */
async function readSubjects(
  db: Executor,
  instanceKey: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, EventSubject>> {
  const { rows } = await db.query<{
    key: string;
    element_id: string;
    element_name: string | null;
    kind: string | null;
    detail: string | null;
  }>(
    `select named.key, named.element_id, e.element_name, e.kind, named.detail from (
       select element_instance_key as key, element_instance_key, element_id, null::text as detail
       from silkflow.element_instance where instance_key = $1 and element_instance_key = any($2::bigint[])
       union all select job_key, element_instance_key, element_id, type from silkflow.job
       where instance_key = $1 and job_key = any($2::bigint[])
       union all select user_task_key, element_instance_key, element_id, null from silkflow.user_task
       where instance_key = $1 and user_task_key = any($2::bigint[])
       union all select timer_key, element_instance_key, element_id, null from silkflow.timer
       where instance_key = $1 and timer_key = any($2::bigint[])
       union all select subscription_key, element_instance_key, element_id, message_name from silkflow.message_subscription
       where instance_key = $1 and subscription_key = any($2::bigint[])
       union all select subscription_key, element_instance_key, element_id, signal_name from silkflow.signal_subscription
       where instance_key = $1 and subscription_key = any($2::bigint[])
       union all select incident_key, element_instance_key, element_id, message from silkflow.incident
       where instance_key = $1 and incident_key = any($2::bigint[])) as named
     left join silkflow.element_instance e on e.element_instance_key = named.element_instance_key
       and e.element_id = named.element_id`,
    [instanceKey, keys],
  );
  return new Map(
    rows.map((row) => [
      row.key,
      { elementId: row.element_id, elementName: row.element_name, elementKind: row.kind, detail: row.detail },
    ]),
  );
}

async function readNames(db: Executor, instanceKey: string): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await db.query<{ element_id: string; element_name: string | null }>(
    'select distinct element_id, element_name from silkflow.element_instance where instance_key = $1',
    [instanceKey],
  );
  return new Map(rows.map((row) => [row.element_id, row.element_name]));
}
