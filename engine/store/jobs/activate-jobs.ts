import { type Database, transaction } from '../database.ts';

export interface Activation {
  readonly type: string;
  readonly worker: string;
  readonly timeoutMs: number;
  readonly limit: number;
  readonly tenantIds: readonly string[];
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
}

/** Locks the most urgent free jobs of a type for a worker. Concurrent calls never get the same job. */
export async function activateJobs(database: Database, activation: Activation): Promise<readonly ActivatedJob[]> {
  return transaction(database, async (tx) => {
    const { rows } = await tx.query<Row>(
      `with free as (
         select j.job_key, j.instance_key, coalesce(l.retries, j.retries) as retries, j.priority
         from silkflow.job j left join silkflow.job_lock l using (job_key)
         join silkflow.process_instance i on i.instance_key = j.instance_key
         where j.type = $1 and j.state = 'created' and j.execution = 'external' and j.tenant_id = any($5::text[])
           and i.state = 'active'
           and (l.deadline is null or l.deadline <= now()) and (l.back_off_until is null or l.back_off_until <= now())
           and coalesce(l.retries, j.retries) > 0
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
         i.tags, j.tenant_id
       from locked join silkflow.job j using (job_key) join silkflow.process_instance i using (instance_key)
       join silkflow.process_definition d on d.process_definition_key = j.process_definition_key
       order by j.priority desc, j.job_key`,
      [activation.type, activation.worker, activation.timeoutMs, activation.limit, activation.tenantIds],
    );
    return rows.map(fromRow);
  });
}

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
  readonly deadline: Date;
  readonly tags: string[];
  readonly tenant_id: string;
}

function fromRow(row: Row): ActivatedJob {
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
    deadline: row.deadline,
    tags: row.tags,
    tenantId: row.tenant_id,
  };
}
