import { sql } from 'kysely';
import { z } from 'zod';
import { instant, iso, isoOrNull, key, keyOrNull } from './columns.ts';
import {
  all,
  customField,
  flagField,
  instantField,
  integerField,
  keyField,
  stateField,
  textCondition,
  textField,
  textFilter,
} from './field.ts';
import type { Searchable } from './search.ts';

export const processInstanceItem = z.object({
  processInstanceKey: key,
  processDefinitionKey: key,
  processDefinitionId: z.string(),
  processDefinitionName: z.string().nullable(),
  processDefinitionVersion: z.int(),
  processDefinitionVersionTag: z.string().nullable(),
  startDate: instant,
  endDate: instant.nullable(),
  state: z.enum(['ACTIVE', 'COMPLETED', 'TERMINATED']),
  hasIncident: z.boolean(),
  tenantId: z.string(),
  parentProcessInstanceKey: keyOrNull,
  parentElementInstanceKey: keyOrNull,
  rootProcessInstanceKey: keyOrNull,
  tags: z.array(z.string()),
  businessId: z.string().nullable(),
});

export interface ProcessInstanceRow {
  readonly instance_key: string;
  readonly process_definition_key: string;
  readonly process_id: string;
  readonly name: string | null;
  readonly version: number;
  readonly version_tag: string | null;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly state: string;
  readonly open_incidents: number;
  readonly tenant_id: string;
  readonly parent_key: string | null;
  readonly parent_element_instance_key: string | null;
  readonly root_key: string;
  readonly tags: string[];
  readonly business_id: string | null;
}

/** The client knows no state for a start under way or a suspension: both are active to it. `SUSPENDED` is our own addition. */
export const instanceStates = {
  ACTIVE: ['active', 'starting', 'suspended'],
  SUSPENDED: ['suspended'],
  COMPLETED: ['completed'],
  TERMINATED: ['terminated'],
} as const;

const elementStates = { ACTIVE: ['active'], COMPLETED: ['completed'], TERMINATED: ['terminated'] } as const;

const variableFilter = z
  .array(z.strictObject({ name: z.string().min(1), value: textFilter }))
  .min(1)
  .max(20);

/** A variable of any scope of the instance whose JSON text fits. */
export function instanceHasVariables(given: z.output<typeof variableFilter>) {
  return all(
    given.map(
      ({ name, value }) => sql`exists (select 1 from silkflow.variable v
        where v.instance_key = i.instance_key and v.name = ${name} and ${textCondition(sql`v.value`, value)})`,
    ),
  );
}

export const variableValueFilter = variableFilter;

function elementExists(condition: ReturnType<typeof sql>) {
  return sql`exists (select 1 from silkflow.element_instance e where e.instance_key = i.instance_key and ${condition})`;
}

/** Process instances, the youngest key last unless sorted otherwise. */
export const processInstances: Searchable<ProcessInstanceRow, typeof processInstanceItem> = {
  from: sql`silkflow.process_instance i join silkflow.process_definition d using (process_definition_key)`,
  columns: sql`i.instance_key, i.process_definition_key, i.process_id, d.name, i.version, d.version_tag, i.started_at,
    i.ended_at, i.state, i.open_incidents, i.tenant_id, i.parent_key, i.parent_element_instance_key, i.root_key, i.tags,
    i.business_id`,
  key: 'processInstanceKey',
  or: true,
  item: processInstanceItem,
  fields: {
    processInstanceKey: keyField(sql`i.instance_key`),
    processDefinitionKey: keyField(sql`i.process_definition_key`),
    processDefinitionId: textField(sql`i.process_id`),
    processDefinitionName: textField(sql`d.name`),
    processDefinitionVersion: integerField(sql`i.version`),
    processDefinitionVersionTag: textField(sql`d.version_tag`),
    parentProcessInstanceKey: keyField(sql`i.parent_key`),
    parentElementInstanceKey: keyField(sql`i.parent_element_instance_key`),
    startDate: instantField(sql`i.started_at`),
    endDate: instantField(sql`i.ended_at`),
    state: stateField(sql`i.state`, instanceStates),
    hasIncident: flagField(sql`(i.open_incidents > 0)`),
    tenantId: textField(sql`i.tenant_id`),
    businessId: textField(sql`i.business_id`),
    tags: customField(z.array(z.string()).min(1), (tags) => sql`i.tags @> ${[...tags]}::text[]`),
    variables: customField(variableFilter, instanceHasVariables),
    elementId: customField(textFilter, (given) => elementExists(sql`${textCondition(sql`e.element_id`, given)}`)),
    elementInstanceState: customField(stateField(sql`e.state`, elementStates).schema, (given) =>
      elementExists(sql`${stateField(sql`e.state`, elementStates).condition(given)}`),
    ),
    hasElementInstanceIncident: customField(z.boolean(), (given) =>
      given
        ? elementExists(sql`e.incident_key is not null`)
        : sql`not (${elementExists(sql`e.incident_key is not null`)})`,
    ),
    hasRetriesLeft: customField(
      z.boolean(),
      (given) => sql`${given} = exists (select 1 from silkflow.job j join silkflow.job_lock l using (job_key)
        where j.instance_key = i.instance_key and j.state = 'created' and l.error_message is not null and l.retries > 0)`,
    ),
    errorMessage: customField(
      textFilter,
      (given) => sql`exists (select 1 from silkflow.incident n where n.instance_key = i.instance_key
        and n.state = 'active' and ${textCondition(sql`n.message`, given)})`,
    ),
  },
  toItem: (row) => ({
    processInstanceKey: row.instance_key,
    processDefinitionKey: row.process_definition_key,
    processDefinitionId: row.process_id,
    processDefinitionName: row.name,
    processDefinitionVersion: row.version,
    processDefinitionVersionTag: row.version_tag,
    startDate: iso(row.started_at),
    endDate: isoOrNull(row.ended_at),
    state: row.state === 'completed' ? 'COMPLETED' : row.state === 'terminated' ? 'TERMINATED' : 'ACTIVE',
    hasIncident: row.open_incidents > 0,
    tenantId: row.tenant_id,
    parentProcessInstanceKey: row.parent_key,
    parentElementInstanceKey: row.parent_element_instance_key,
    rootProcessInstanceKey: row.root_key,
    tags: row.tags,
    businessId: row.business_id,
  }),
};
