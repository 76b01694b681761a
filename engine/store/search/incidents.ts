import { sql } from 'kysely';
import { z } from 'zod';
import { instant, iso, key, keyOrNull } from './columns.ts';
import { instantField, keyField, stateField, textField } from './field.ts';
import type { Searchable } from './search.ts';

export const incidentItem = z.object({
  incidentKey: key,
  processDefinitionId: z.string(),
  processDefinitionKey: key,
  processInstanceKey: key,
  rootProcessInstanceKey: keyOrNull,
  elementId: z.string(),
  elementInstanceKey: key,
  errorType: z.string(),
  errorMessage: z.string(),
  jobKey: keyOrNull,
  creationTime: instant,
  state: z.enum(['ACTIVE', 'RESOLVED']),
  tenantId: z.string(),
});

export interface IncidentRow {
  readonly incident_key: string;
  readonly process_id: string;
  readonly process_definition_key: string;
  readonly instance_key: string;
  readonly root_key: string;
  readonly element_id: string;
  readonly element_instance_key: string;
  readonly type: string;
  readonly message: string;
  readonly job_key: string | null;
  readonly created_at: Date;
  readonly state: 'active' | 'resolved';
  readonly tenant_id: string;
}

const states = { ACTIVE: ['active'], RESOLVED: ['resolved'], MIGRATED: [], PENDING: [], UNKNOWN: [] } as const;

export const incidents: Searchable<IncidentRow, typeof incidentItem> = {
  from: sql`silkflow.incident n join silkflow.process_instance i using (instance_key)`,
  columns: sql`n.incident_key, n.process_id, n.process_definition_key, n.instance_key, i.root_key, n.element_id,
    n.element_instance_key, n.type, n.message, n.job_key, n.created_at, n.state, n.tenant_id`,
  key: 'incidentKey',
  item: incidentItem,
  fields: {
    incidentKey: keyField(sql`n.incident_key`),
    processDefinitionId: textField(sql`n.process_id`),
    processDefinitionKey: keyField(sql`n.process_definition_key`),
    processInstanceKey: keyField(sql`n.instance_key`),
    elementId: textField(sql`n.element_id`),
    elementInstanceKey: keyField(sql`n.element_instance_key`),
    errorType: textField(sql`n.type`),
    errorMessage: textField(sql`n.message`),
    jobKey: keyField(sql`n.job_key`),
    creationTime: instantField(sql`n.created_at`),
    state: stateField(sql`n.state`, states),
    tenantId: textField(sql`n.tenant_id`),
  },
  toItem: (row) => ({
    incidentKey: row.incident_key,
    processDefinitionId: row.process_id,
    processDefinitionKey: row.process_definition_key,
    processInstanceKey: row.instance_key,
    rootProcessInstanceKey: row.root_key,
    elementId: row.element_id,
    elementInstanceKey: row.element_instance_key,
    errorType: row.type,
    errorMessage: row.message,
    jobKey: row.job_key,
    creationTime: iso(row.created_at),
    state: row.state === 'active' ? 'ACTIVE' : 'RESOLVED',
    tenantId: row.tenant_id,
  }),
};
