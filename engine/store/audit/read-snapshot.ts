import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { Executor } from '../database.ts';
import { visibleVariables } from '../jobs/visible-variables.ts';

/** What a change is about: read before and after it, so that the audit tells both. */
export type AuditSubject =
  | { readonly kind: 'variables'; readonly scope: string; readonly names: readonly string[] }
  | { readonly kind: 'instance' | 'job' | 'incident' | 'userTask'; readonly key: string };

/** Longer values are cut: the audit says what was changed, and is kept for ever. */
const longestValue = 2_000;

/** The subject as the rows have it now; null when there is none. */
export async function readSnapshot(db: Executor, subject: AuditSubject): Promise<JsonObject | null> {
  switch (subject.kind) {
    case 'variables': {
      const visible = await visibleVariables(db, [subject.scope], subject.names);
      const found = Object.entries(visible.get(subject.scope) ?? {});
      return Object.fromEntries(found.map(([name, value]) => [name, shortened(value)]));
    }
    case 'instance':
      return readInstance(db, subject.key);
    case 'job':
      return readOne(
        db,
        `select j.state, coalesce(l.retries, j.retries) as retries, l.deadline
         from silkflow.job j left join silkflow.job_lock l using (job_key) where j.job_key = $1`,
        subject.key,
      );
    case 'incident':
      return readOne(
        db,
        'select state, type, element_id as "elementId", message from silkflow.incident where incident_key = $1',
        subject.key,
      );
    case 'userTask':
      return readOne(
        db,
        `select state, assignee, priority, due_at as "dueAt", follow_up_at as "followUpAt",
           candidate_groups as "candidateGroups", candidate_users as "candidateUsers", action
         from silkflow.user_task where user_task_key = $1`,
        subject.key,
      );
  }
}

/** Where its tokens are, and by which version. */
function readInstance(db: Executor, key: string): Promise<JsonObject | null> {
  return readOne(
    db,
    `select i.state, i.process_definition_key as "processDefinitionKey", i.version, i.open_incidents as "openIncidents",
       coalesce((select json_object_agg(element_id, live) from (
         select element_id, count(*)::integer as live from silkflow.element_instance
         where instance_key = i.instance_key and state = 'active' and kind <> 'process'
         group by element_id order by element_id limit 200) as active), '{}') as elements
     from silkflow.process_instance i where i.instance_key = $1`,
    key,
  );
}

async function readOne(db: Executor, sql: string, key: string): Promise<JsonObject | null> {
  const { rows } = await db.query<Record<string, Json | Date>>(sql, [key]);
  const row = rows[0];
  if (row === undefined) return null;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : shortened(value)]),
  );
}

function shortened(value: Json): Json {
  const text = JSON.stringify(value);
  return text.length <= longestValue ? value : `${text.slice(0, longestValue)}…`;
}
