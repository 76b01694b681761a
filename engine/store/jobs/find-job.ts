import { prepared } from '../database.ts';
import type { Executor } from '../database.ts';

export interface JobState {
  readonly jobKey: string;
  readonly instanceKey: string;
  readonly tenantId: string;
  readonly type: string;
  readonly execution: 'external' | 'activity' | 'local';
  readonly state: 'created' | 'completed' | 'failed' | 'error_thrown' | 'cancelled';
  readonly elementInstanceKey: string;
  readonly retries: number;
  readonly backOffUntil: Date | null;
}

interface Row {
  readonly job_key: string;
  readonly instance_key: string;
  readonly tenant_id: string;
  readonly type: string;
  readonly execution: JobState['execution'];
  readonly state: JobState['state'];
  readonly element_instance_key: string;
  readonly retries: number;
  readonly back_off_until: Date | null;
}

export async function findJob(db: Executor, jobKey: string): Promise<JobState | null> {
  const { rows } = await db.query<Row>(
    prepared(
      `select j.job_key, j.instance_key, j.tenant_id, j.type, j.execution, j.state, j.element_instance_key,
         coalesce(l.retries, j.retries) as retries,
         case when l.back_off_until > now() then l.back_off_until end as back_off_until
       from silkflow.job j left join silkflow.job_lock l using (job_key) where j.job_key = $1`,
      [jobKey],
    ),
  );
  return rows[0] === undefined ? null : toJobState(rows[0]);
}

function toJobState(row: Row): JobState {
  return {
    jobKey: row.job_key,
    instanceKey: row.instance_key,
    tenantId: row.tenant_id,
    type: row.type,
    execution: row.execution,
    state: row.state,
    elementInstanceKey: row.element_instance_key,
    retries: row.retries,
    backOffUntil: row.back_off_until,
  };
}
