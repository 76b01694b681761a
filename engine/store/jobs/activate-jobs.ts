import type { Json } from '#engine/contracts/json.ts';
import { type Executor, prepared } from '../database.ts';

export interface Activation {
  readonly type: string;
  readonly worker: string;
  readonly timeoutMs: number;
  readonly limit: number;
  readonly tenantIds: readonly string[];
  /** Names of the variables wanted; null = all that the element sees. */
  readonly variables: readonly string[] | null;
}

export interface ActivatedJob {
  readonly jobKey: string;
  readonly type: string;
  readonly instanceKey: string;
  readonly rootKey: string;
  readonly processId: string;
  readonly processDefinitionKey: string;
  readonly version: number;
  readonly elementId: string;
  readonly elementInstanceKey: string;
  readonly kind: string;
  readonly listenerEvent: string | null;
  /** JSON text. */
  readonly headers: string;
  readonly retries: number;
  readonly deadline: Date;
  readonly tags: readonly string[];
  readonly tenantId: string;
  readonly variables: Readonly<Record<string, Json>>;
}

/**
 * Locks the most urgent free jobs of a type for a worker. Concurrent calls never get the same job, and none gets too few
 * because of another.
 */
export async function activateJobs(db: Executor, activation: Activation): Promise<readonly ActivatedJob[]> {
  const { type, worker, timeoutMs, limit, tenantIds, variables } = activation;
  const taken: ActivatedJob[] = [];
  for (;;) {
    const values = [type, worker, timeoutMs, limit - taken.length, tenantIds, variables];
    const { rows } = await db.query<Row>(prepared(lockAndRead, values));
    for (const row of rows) if (row.deadline !== null) taken.push(fromRow(row, row.deadline));
    if (rows.every(({ deadline }) => deadline !== null)) return taken;
  }
}

/**
 * One statement: a worker asks once for each job, and each round trip delays the next job. A diagram may give a job no
 * retries; as in Zeebe that is one attempt all the same. A row without a deadline is a job that looked free, but was taken
 * by another call just before.
 */
const lockAndRead = `
  with free as (
    select j.job_key, j.instance_key, coalesce(l.retries, j.retries) as retries, j.priority
    from silkflow.job j left join silkflow.job_lock l using (job_key)
    join silkflow.process_instance i on i.instance_key = j.instance_key
    where j.type = $1 and j.state = 'created' and j.execution = 'external' and j.tenant_id = any($5::text[])
      and i.state = 'active'
      and (l.deadline is null or l.deadline <= now()) and (l.back_off_until is null or l.back_off_until <= now())
    order by j.priority desc, j.job_key limit $4 for update of j skip locked),
  locked as (
    insert into silkflow.job_lock as held (job_key, instance_key, worker, deadline, retries)
    select job_key, instance_key, $2, now() + make_interval(secs => $3::double precision / 1000), retries from free
    on conflict (job_key) do update
      set worker = excluded.worker, deadline = excluded.deadline, back_off_until = null
      where held.deadline is null or held.deadline <= now()
    returning held.job_key, held.deadline, held.retries)
  select j.job_key, j.type, j.instance_key, i.root_key, j.process_id, j.process_definition_key, d.version,
    j.element_id, j.element_instance_key, j.kind, j.listener_event, j.headers, locked.retries, locked.deadline,
    i.tags, j.tenant_id, seen.variables
  from free left join locked using (job_key) join silkflow.job j using (job_key)
  join silkflow.process_instance i on i.instance_key = j.instance_key
  join silkflow.process_definition d on d.process_definition_key = j.process_definition_key
  cross join lateral (
    with recursive scope (scope_key, depth) as (
      select j.element_instance_key, 0
      union all
      select e.scope_key, s.depth + 1 from scope s
      join silkflow.element_instance e on e.element_instance_key = s.scope_key where e.scope_key is not null)
    select json_object_agg(name, value) as variables from (
      select distinct on (v.name) v.name, v.value
      from scope s join silkflow.variable v on v.scope_key = s.scope_key and v.instance_key = j.instance_key
      where $6::text[] is null or v.name = any($6::text[])
      order by v.name, s.depth) nearest) seen
  order by j.priority desc, j.job_key`;

interface Row {
  readonly job_key: string;
  readonly type: string;
  readonly instance_key: string;
  readonly root_key: string;
  readonly process_id: string;
  readonly process_definition_key: string;
  readonly version: number;
  readonly element_id: string;
  readonly element_instance_key: string;
  readonly kind: string;
  readonly listener_event: string | null;
  readonly headers: string;
  readonly retries: number;
  readonly deadline: Date | null;
  readonly tags: string[];
  readonly tenant_id: string;
  /** Name → JSON text. */
  readonly variables: Readonly<Record<string, string>> | null;
}

function fromRow(row: Row, deadline: Date): ActivatedJob {
  return {
    jobKey: row.job_key,
    type: row.type,
    instanceKey: row.instance_key,
    rootKey: row.root_key,
    processId: row.process_id,
    processDefinitionKey: row.process_definition_key,
    version: row.version,
    elementId: row.element_id,
    elementInstanceKey: row.element_instance_key,
    kind: row.kind,
    listenerEvent: row.listener_event,
    headers: row.headers,
    retries: row.retries,
    deadline,
    tags: row.tags,
    tenantId: row.tenant_id,
    // By definition, not by assignment: a variable may be called `__proto__`.
    variables: Object.fromEntries(
      Object.entries(row.variables ?? {}).map(([name, value]): [string, Json] => [name, JSON.parse(value)]),
    ),
  };
}
