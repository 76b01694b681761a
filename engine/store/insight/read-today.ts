import type { Today } from '#engine/contracts/api/index.ts';
import type { Executor } from '../database.ts';
import { waitRows } from './wait-rows.ts';

/** Groups beyond these are too small to act on from an overview. */
const groupLimit = 50;

/** The day's picture in an IANA zone. Root instances alone are counted as orders. */
export async function readToday(db: Executor, zone: string): Promise<Today> {
  const { rows } = await db.query<{ now: Date; day_start: Date }>(
    `select now() as now, date_trunc('day', now() at time zone $1) at time zone $1 as day_start`,
    [zone],
  );
  const now = rows[0]?.now ?? new Date();
  const dayStart = rows[0]?.day_start ?? now;
  const [processes, waiting, incidents, tasks, throughput] = await Promise.all([
    readProcesses(db, dayStart),
    readWaiting(db),
    readIncidents(db),
    readTasks(db),
    readThroughput(db),
  ]);
  return {
    asOf: now.toISOString(),
    dayStart: dayStart.toISOString(),
    processes,
    waiting,
    incidents,
    tasks,
    throughput,
  };
}

async function readProcesses(db: Executor, dayStart: Date): Promise<Today['processes']> {
  const { rows } = await db.query<{
    process_id: string;
    name: string | null;
    active: number;
    with_incident: number;
    started: number;
    completed: number;
    terminated: number;
  }>(
    `select i.process_id, ${latestName('i.process_id')} as name,
       count(*) filter (where i.state in ('starting', 'active', 'suspended'))::integer as active,
       count(*) filter (where i.open_incidents > 0)::integer as with_incident,
       count(*) filter (where i.started_at >= $1)::integer as started,
       count(*) filter (where i.state = 'completed' and i.ended_at >= $1)::integer as completed,
       count(*) filter (where i.state = 'terminated' and i.ended_at >= $1)::integer as terminated
     from silkflow.process_instance i
     where i.parent_key is null
       and (i.state in ('starting', 'active', 'suspended') or i.started_at >= $1 or i.ended_at >= $1)
     group by i.process_id order by active desc, i.process_id`,
    [dayStart],
  );
  return rows.map((row) => ({
    processDefinitionId: row.process_id,
    name: row.name,
    active: row.active,
    withIncident: row.with_incident,
    startedToday: row.started,
    completedToday: row.completed,
    terminatedToday: row.terminated,
  }));
}

/** What listens on a whole instance, such as an event subprocess for cancellation, holds nothing up and is left out. */
async function readWaiting(db: Executor): Promise<Today['waiting']> {
  const { rows } = await db.query<{
    process_id: string;
    process_name: string | null;
    element_id: string;
    element_name: string | null;
    reason: Today['waiting'][number]['reason'];
    count: number;
    overdue: number;
    longest_since: Date;
  }>(
    `select i.process_id, ${latestName('i.process_id')} as process_name, w.element_id, max(e.element_name) as element_name,
       w.reason, count(*)::integer as count, count(*) filter (where w.due_at < now())::integer as overdue,
       min(coalesce(w.since, e.started_at, i.started_at)) as longest_since
     from (${waitRows}) as w
     join silkflow.process_instance i on i.instance_key = w.instance_key
     left join silkflow.element_instance e on e.element_instance_key = w.element_instance_key
     where w.element_instance_key <> w.instance_key
     group by i.process_id, w.element_id, w.reason order by count desc, longest_since limit ${groupLimit}`,
  );
  return rows.map((row) => ({
    processDefinitionId: row.process_id,
    processName: row.process_name,
    elementId: row.element_id,
    elementName: row.element_name,
    reason: row.reason,
    count: row.count,
    overdue: row.overdue,
    longestSince: row.longest_since.toISOString(),
  }));
}

async function readIncidents(db: Executor): Promise<Today['incidents']> {
  const { rows } = await db.query<{
    process_id: string;
    process_name: string | null;
    element_id: string;
    element_name: string | null;
    type: string;
    message: string;
    count: number;
    latest_at: Date;
  }>(
    `select n.process_id, ${latestName('n.process_id')} as process_name, n.element_id, max(e.element_name) as element_name,
       n.type, (array_agg(n.message order by n.created_at desc))[1] as message, count(*)::integer as count,
       max(n.created_at) as latest_at
     from silkflow.incident n left join silkflow.element_instance e using (element_instance_key)
     where n.state = 'active' group by n.process_id, n.element_id, n.type
     order by count desc, latest_at desc limit ${groupLimit}`,
  );
  return rows.map((row) => ({
    processDefinitionId: row.process_id,
    processName: row.process_name,
    elementId: row.element_id,
    elementName: row.element_name,
    errorType: row.type,
    message: row.message,
    count: row.count,
    latestAt: row.latest_at.toISOString(),
  }));
}

async function readTasks(db: Executor): Promise<Today['tasks']> {
  const { rows } = await db.query<Today['tasks']>(
    `select count(*)::integer as open, count(*) filter (where assignee is null)::integer as unassigned,
       count(*) filter (where due_at < now())::integer as overdue
     from silkflow.user_task where state = 'created'`,
  );
  return rows[0] ?? { open: 0, unassigned: 0, overdue: 0 };
}

async function readThroughput(db: Executor): Promise<Today['throughput']> {
  const { rows } = await db.query<{ hour: Date; started: number; completed: number; terminated: number }>(
    `select hours.hour,
       (select count(*)::integer from silkflow.process_instance i where i.parent_key is null
          and i.started_at >= hours.hour and i.started_at < hours.hour + interval '1 hour') as started,
       (select count(*)::integer from silkflow.process_instance i where i.parent_key is null and i.state = 'completed'
          and i.ended_at >= hours.hour and i.ended_at < hours.hour + interval '1 hour') as completed,
       (select count(*)::integer from silkflow.process_instance i where i.parent_key is null and i.state = 'terminated'
          and i.ended_at >= hours.hour and i.ended_at < hours.hour + interval '1 hour') as terminated
     from generate_series(date_trunc('hour', now()) - interval '23 hours', date_trunc('hour', now()), interval '1 hour')
       as hours(hour) order by hours.hour`,
  );
  return rows.map(({ hour, ...counts }) => ({ from: hour.toISOString(), ...counts }));
}

/** The name that the newest version gives the process. */
function latestName(processId: string): string {
  return `(select d.name from silkflow.process_definition d where d.process_id = ${processId}
    order by d.version desc limit 1)`;
}
