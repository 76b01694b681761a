import type { Wait, WaitReason } from '#engine/contracts/api/index.ts';
import type { Executor } from '../database.ts';
import { waitRows } from './wait-rows.ts';

interface Row {
  readonly reason: 'userTask' | 'timer' | 'message' | 'signal' | 'job' | 'child' | 'incident';
  readonly element_instance_key: string;
  readonly element_id: string;
  readonly element_name: string | null;
  readonly since: Date;
  readonly due_at: Date | null;
  readonly key: string;
  readonly text: string | null;
  readonly more: string | null;
  readonly retries: number | null;
  readonly worker: string | null;
  readonly back_off_until: Date | null;
  readonly error_message: string | null;
}

/** What an instance waits for, longest first. */
export async function readWaits(db: Executor, instanceKey: string): Promise<Wait[]> {
  const { rows } = await db.query<Row>(
    `select w.reason, w.element_instance_key, w.element_id, catching.element_name, w.due_at, w.key, w.text, w.more,
       coalesce(w.since, e.started_at, i.started_at) as since, coalesce(l.retries, j.retries) as retries,
       case when l.deadline > now() then l.worker end as worker, l.error_message,
       case when l.back_off_until > now() then l.back_off_until end as back_off_until
     from (${waitRows}) as w
     join silkflow.process_instance i on i.instance_key = w.instance_key
     left join silkflow.element_instance e on e.element_instance_key = w.element_instance_key
     left join lateral (select n.element_name from silkflow.element_instance n
       where n.instance_key = w.instance_key and n.element_id = w.element_id limit 1) as catching on true
     left join silkflow.job j on w.reason = 'job' and j.job_key = w.key
     left join silkflow.job_lock l on l.job_key = j.job_key
     where w.instance_key = $1 order by since, w.key`,
    [instanceKey],
  );
  return rows.map((row) => ({
    elementInstanceKey: row.element_instance_key,
    elementId: row.element_id,
    elementName: row.element_name,
    since: row.since.toISOString(),
    reason: reasonOf(row),
  }));
}

function reasonOf(row: Row): WaitReason {
  const text = row.text ?? '';
  const dueAt = row.due_at?.toISOString() ?? null;
  switch (row.reason) {
    case 'userTask':
      return { kind: 'userTask', userTaskKey: row.key, assignee: row.text, dueAt };
    case 'timer':
      return { kind: 'timer', dueAt: dueAt ?? row.since.toISOString() };
    case 'message':
      return { kind: 'message', messageName: text, correlationKey: row.more ?? '' };
    case 'signal':
      return { kind: 'signal', signalName: text };
    case 'job':
      return {
        kind: 'job',
        jobKey: row.key,
        jobType: text,
        execution: executionOf(row.more),
        retries: row.retries ?? 0,
        worker: row.worker,
        backOffUntil: row.back_off_until?.toISOString() ?? null,
        lastFailure: row.error_message,
      };
    case 'child':
      return { kind: 'child', processInstanceKey: row.key, processDefinitionId: text };
    case 'incident':
      return { kind: 'incident', incidentKey: row.key, errorType: text, message: row.more ?? '' };
  }
}

function executionOf(text: string | null): 'external' | 'activity' | 'local' {
  return text === 'activity' || text === 'local' ? text : 'external';
}
