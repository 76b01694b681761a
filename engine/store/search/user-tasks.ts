import { sql } from 'kysely';
import { z } from 'zod';
import { headersOf, instant, iso, isoOrNull, key, keyOrNull } from './columns.ts';
import {
  all,
  customField,
  instantField,
  integerField,
  keyField,
  stateField,
  textCondition,
  textField,
  textFilter,
} from './field.ts';
import { instanceHasVariables, variableValueFilter } from './process-instances.ts';
import type { Searchable } from './search.ts';

export const userTaskItem = z.object({
  userTaskKey: key,
  name: z.string().nullable(),
  state: z.enum(['CREATED', 'COMPLETED', 'CANCELED']),
  assignee: z.string().nullable(),
  candidateGroups: z.array(z.string()),
  candidateUsers: z.array(z.string()),
  priority: z.int(),
  creationDate: instant,
  completionDate: instant.nullable(),
  followUpDate: instant.nullable(),
  dueDate: instant.nullable(),
  elementId: z.string(),
  elementInstanceKey: key,
  processDefinitionId: z.string(),
  processDefinitionKey: key,
  processDefinitionVersion: z.int(),
  processName: z.string().nullable(),
  processInstanceKey: key,
  rootProcessInstanceKey: keyOrNull,
  formKey: keyOrNull,
  externalFormReference: z.string().nullable(),
  customHeaders: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  tenantId: z.string(),
});

export interface UserTaskRow {
  readonly user_task_key: string;
  readonly name: string | null;
  readonly state: 'created' | 'completed' | 'cancelled';
  readonly assignee: string | null;
  readonly candidate_groups: string[];
  readonly candidate_users: string[];
  readonly priority: number;
  readonly created_at: Date;
  readonly ended_at: Date | null;
  readonly follow_up_at: Date | null;
  readonly due_at: Date | null;
  readonly element_id: string;
  readonly element_instance_key: string;
  readonly process_id: string;
  readonly process_definition_key: string;
  readonly version: number;
  readonly process_name: string | null;
  readonly instance_key: string;
  readonly root_key: string;
  readonly form_key: string | null;
  readonly external_form_reference: string | null;
  readonly headers: string;
  readonly tags: string[];
  readonly tenant_id: string;
}

const states = {
  CREATED: ['created'],
  COMPLETED: ['completed'],
  CANCELED: ['cancelled'],
  CREATING: [],
  ASSIGNING: [],
  UPDATING: [],
  COMPLETING: [],
  CANCELING: [],
  FAILED: [],
} as const;

const stateNames = { created: 'CREATED', completed: 'COMPLETED', cancelled: 'CANCELED' } as const;

function arrayHolds(column: ReturnType<typeof sql>) {
  return (given: unknown) =>
    sql`exists (select 1 from unnest(${column}) as member(name) where ${textCondition(sql`member.name`, given)})`;
}

export const userTasks: Searchable<UserTaskRow, typeof userTaskItem> = {
  from: sql`silkflow.user_task t join silkflow.process_instance i using (instance_key)
    join silkflow.process_definition d on d.process_definition_key = t.process_definition_key`,
  columns: sql`t.user_task_key, t.name, t.state, t.assignee, t.candidate_groups, t.candidate_users, t.priority,
    t.created_at, t.ended_at, t.follow_up_at, t.due_at, t.element_id, t.element_instance_key, t.process_id,
    t.process_definition_key, d.version, d.name as process_name, t.instance_key, i.root_key,
    (select f.form_key from silkflow.form f where f.hash = t.form_hash order by f.version desc limit 1) as form_key,
    t.external_form_reference, t.headers, i.tags, t.tenant_id`,
  key: 'userTaskKey',
  item: userTaskItem,
  fields: {
    userTaskKey: keyField(sql`t.user_task_key`),
    name: textField(sql`t.name`),
    state: stateField(sql`t.state`, states),
    assignee: textField(sql`t.assignee`),
    priority: integerField(sql`t.priority`),
    elementId: textField(sql`t.element_id`),
    candidateGroup: customField(textFilter, arrayHolds(sql`t.candidate_groups`)),
    candidateUser: customField(textFilter, arrayHolds(sql`t.candidate_users`)),
    tenantId: textField(sql`t.tenant_id`),
    processDefinitionId: textField(sql`t.process_id`),
    creationDate: instantField(sql`t.created_at`),
    completionDate: instantField(sql`t.ended_at`),
    followUpDate: instantField(sql`t.follow_up_at`),
    dueDate: instantField(sql`t.due_at`),
    processDefinitionKey: keyField(sql`t.process_definition_key`),
    processInstanceKey: keyField(sql`t.instance_key`),
    elementInstanceKey: keyField(sql`t.element_instance_key`),
    /** Ours: the client's filter has no business id, the task list needs it. */
    businessId: textField(sql`i.business_id`),
    tags: customField(z.array(z.string()).min(1), (tags) => sql`i.tags @> ${[...tags]}::text[]`),
    processInstanceVariables: customField(variableValueFilter, instanceHasVariables),
    localVariables: customField(variableValueFilter, (given) =>
      all(
        given.map(
          ({ name, value }) => sql`exists (select 1 from silkflow.variable v where v.instance_key = t.instance_key
            and v.scope_key = t.element_instance_key and v.name = ${name} and ${textCondition(sql`v.value`, value)})`,
        ),
      ),
    ),
  },
  toItem: (row) => ({
    userTaskKey: row.user_task_key,
    name: row.name,
    state: stateNames[row.state],
    assignee: row.assignee,
    candidateGroups: row.candidate_groups,
    candidateUsers: row.candidate_users,
    priority: row.priority,
    creationDate: iso(row.created_at),
    completionDate: isoOrNull(row.ended_at),
    followUpDate: isoOrNull(row.follow_up_at),
    dueDate: isoOrNull(row.due_at),
    elementId: row.element_id,
    elementInstanceKey: row.element_instance_key,
    processDefinitionId: row.process_id,
    processDefinitionKey: row.process_definition_key,
    processDefinitionVersion: row.version,
    processName: row.process_name,
    processInstanceKey: row.instance_key,
    rootProcessInstanceKey: row.root_key,
    formKey: row.form_key,
    externalFormReference: row.external_form_reference,
    customHeaders: headersOf(row.headers),
    tags: row.tags,
    tenantId: row.tenant_id,
  }),
};
