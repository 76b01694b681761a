import { sql } from 'kysely';
import { z } from 'zod';
import { instant, iso, isoOrNull, key, keyOrNull, upperSnake } from './columns.ts';
import { customField, flagField, instantField, keyField, stateField, textField } from './field.ts';
import type { Searchable } from './search.ts';

/** The element types that the official API names; kinds it does not know are told as `UNKNOWN`. */
const elementTypes = [
  'UNSPECIFIED',
  'PROCESS',
  'SUB_PROCESS',
  'EVENT_SUB_PROCESS',
  'AD_HOC_SUB_PROCESS',
  'AD_HOC_SUB_PROCESS_INNER_INSTANCE',
  'START_EVENT',
  'INTERMEDIATE_CATCH_EVENT',
  'INTERMEDIATE_THROW_EVENT',
  'BOUNDARY_EVENT',
  'END_EVENT',
  'SERVICE_TASK',
  'RECEIVE_TASK',
  'USER_TASK',
  'MANUAL_TASK',
  'TASK',
  'EXCLUSIVE_GATEWAY',
  'INCLUSIVE_GATEWAY',
  'PARALLEL_GATEWAY',
  'EVENT_BASED_GATEWAY',
  'SEQUENCE_FLOW',
  'MULTI_INSTANCE_BODY',
  'CALL_ACTIVITY',
  'BUSINESS_RULE_TASK',
  'SCRIPT_TASK',
  'SEND_TASK',
  'UNKNOWN',
] as const;

export const elementInstanceItem = z.object({
  elementInstanceKey: key,
  processInstanceKey: key,
  rootProcessInstanceKey: keyOrNull,
  processDefinitionKey: key,
  processDefinitionId: z.string(),
  elementId: z.string(),
  elementName: z.string(),
  type: z.enum(elementTypes),
  state: z.enum(['ACTIVE', 'COMPLETED', 'TERMINATED']),
  startDate: instant,
  endDate: instant.nullable(),
  hasIncident: z.boolean(),
  incidentKey: keyOrNull,
  tenantId: z.string(),
});

export interface ElementInstanceRow {
  readonly element_instance_key: string;
  readonly instance_key: string;
  readonly root_key: string;
  readonly process_definition_key: string;
  readonly process_id: string;
  readonly element_id: string;
  readonly element_name: string | null;
  readonly kind: string;
  readonly state: 'active' | 'completed' | 'terminated';
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly incident_key: string | null;
  readonly tenant_id: string;
}

const known: ReadonlySet<string> = new Set(elementTypes);

function elementType(kind: string): (typeof elementTypes)[number] {
  const name = upperSnake(kind);
  return known.has(name) ? (name as (typeof elementTypes)[number]) : 'UNKNOWN';
}

/** `SERVICE_TASK` → `serviceTask`. */
function kindOf(type: string): string {
  return type.toLowerCase().replace(/_([a-z])/g, (_found, letter: string) => letter.toUpperCase());
}

const states = { ACTIVE: ['active'], COMPLETED: ['completed'], TERMINATED: ['terminated'] } as const;

export const elementInstances: Searchable<ElementInstanceRow, typeof elementInstanceItem> = {
  from: sql`silkflow.element_instance e join silkflow.process_instance i using (instance_key)`,
  columns: sql`e.element_instance_key, e.instance_key, i.root_key, e.process_definition_key, e.process_id, e.element_id,
    e.element_name, e.kind, e.state, e.started_at, e.ended_at, e.incident_key, e.tenant_id`,
  key: 'elementInstanceKey',
  item: elementInstanceItem,
  fields: {
    elementInstanceKey: keyField(sql`e.element_instance_key`),
    processInstanceKey: keyField(sql`e.instance_key`),
    processDefinitionKey: keyField(sql`e.process_definition_key`),
    processDefinitionId: textField(sql`e.process_id`),
    elementId: textField(sql`e.element_id`),
    elementName: textField(sql`e.element_name`),
    type: customField(z.enum(elementTypes), (given) => sql`e.kind = ${kindOf(given)}`, {
      column: sql`e.kind`,
      cast: 'text',
    }),
    state: stateField(sql`e.state`, states),
    startDate: instantField(sql`e.started_at`),
    endDate: instantField(sql`e.ended_at`),
    incidentKey: keyField(sql`e.incident_key`),
    hasIncident: flagField(sql`(e.incident_key is not null)`),
    tenantId: textField(sql`e.tenant_id`),
    elementInstanceScopeKey: keyField(sql`coalesce(e.scope_key, e.instance_key)`),
  },
  toItem: (row) => ({
    elementInstanceKey: row.element_instance_key,
    processInstanceKey: row.instance_key,
    rootProcessInstanceKey: row.root_key,
    processDefinitionKey: row.process_definition_key,
    processDefinitionId: row.process_id,
    elementId: row.element_id,
    elementName: row.element_name ?? row.element_id,
    type: elementType(row.kind),
    state: row.state === 'active' ? 'ACTIVE' : row.state === 'completed' ? 'COMPLETED' : 'TERMINATED',
    startDate: iso(row.started_at),
    endDate: isoOrNull(row.ended_at),
    hasIncident: row.incident_key !== null,
    incidentKey: row.incident_key,
    tenantId: row.tenant_id,
  }),
};
