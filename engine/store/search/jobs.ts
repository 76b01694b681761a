import { sql } from 'kysely';
import { z } from 'zod';
import { headersOf, instant, isoOrNull, key, keyOrNull, upperSnake } from './columns.ts';
import { customField, flagField, instantField, integerField, keyField, stateField, textField } from './field.ts';
import type { Searchable } from './search.ts';

export const jobKinds = ['BPMN_ELEMENT', 'EXECUTION_LISTENER', 'TASK_LISTENER', 'AD_HOC_SUB_PROCESS'] as const;
export const listenerEvents = [
  'ASSIGNING',
  'CANCELING',
  'COMPLETING',
  'CREATING',
  'END',
  'START',
  'UNSPECIFIED',
  'UPDATING',
] as const;

export const jobItem = z.object({
  jobKey: key,
  type: z.string(),
  worker: z.string(),
  state: z.enum(['CREATED', 'COMPLETED', 'FAILED', 'ERROR_THROWN', 'CANCELED']),
  kind: z.enum(jobKinds),
  listenerEventType: z.enum(listenerEvents),
  retries: z.int(),
  deadline: instant.nullable(),
  hasFailedWithRetriesLeft: z.boolean(),
  isDenied: z.boolean().nullable(),
  deniedReason: z.string().nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  customHeaders: z.record(z.string(), z.string()),
  elementId: z.string().nullable(),
  elementInstanceKey: key,
  processDefinitionId: z.string(),
  processDefinitionKey: key,
  processInstanceKey: key,
  rootProcessInstanceKey: keyOrNull,
  creationTime: instant.nullable(),
  endTime: instant.nullable(),
  lastUpdateTime: instant.nullable(),
  tenantId: z.string(),
});

export interface JobRow {
  readonly job_key: string;
  readonly type: string;
  readonly worker: string | null;
  readonly state: keyof typeof stateNames;
  readonly kind: string;
  readonly listener_event: string | null;
  readonly retries: number;
  readonly deadline: Date | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly headers: string;
  readonly element_id: string;
  readonly element_instance_key: string;
  readonly process_id: string;
  readonly process_definition_key: string;
  readonly instance_key: string;
  readonly root_key: string;
  readonly created_at: Date;
  readonly ended_at: Date | null;
  readonly failed_with_retries_left: boolean;
  readonly tenant_id: string;
}

const stateNames = {
  created: 'CREATED',
  completed: 'COMPLETED',
  failed: 'FAILED',
  error_thrown: 'ERROR_THROWN',
  cancelled: 'CANCELED',
} as const;

const states = {
  CREATED: ['created'],
  COMPLETED: ['completed'],
  FAILED: ['failed'],
  ERROR_THROWN: ['error_thrown'],
  CANCELED: ['cancelled'],
  MIGRATED: [],
  RETRIES_UPDATED: [],
  TIMED_OUT: [],
} as const;

const retries = sql`coalesce(l.retries, j.retries)`;
const failedWithRetriesLeft = sql`(j.state = 'created' and l.error_message is not null and ${retries} > 0)`;

/** `bpmnElement` → `BPMN_ELEMENT`; unknown kinds cannot be stored. */
export function jobKind(kind: string): (typeof jobKinds)[number] {
  return jobKinds.find((name) => name === upperSnake(kind)) ?? 'BPMN_ELEMENT';
}

export function listenerEvent(event: string | null): (typeof listenerEvents)[number] {
  return listenerEvents.find((name) => name === (event ?? '').toUpperCase()) ?? 'UNSPECIFIED';
}

export const jobs: Searchable<JobRow, typeof jobItem> = {
  from: sql`silkflow.job j join silkflow.process_instance i using (instance_key)
    left join silkflow.job_lock l using (job_key)`,
  columns: sql`j.job_key, j.type, l.worker, j.state, j.kind, j.listener_event, ${retries} as retries, l.deadline,
    j.error_code, coalesce(j.error_message, l.error_message) as error_message, j.headers, j.element_id,
    j.element_instance_key, j.process_id, j.process_definition_key, j.instance_key, i.root_key, j.created_at, j.ended_at,
    ${failedWithRetriesLeft} as failed_with_retries_left, j.tenant_id`,
  key: 'jobKey',
  item: jobItem,
  fields: {
    jobKey: keyField(sql`j.job_key`),
    type: textField(sql`j.type`),
    worker: textField(sql`l.worker`),
    state: stateField(sql`j.state`, states),
    kind: customField(z.enum(jobKinds), (given) => sql`upper(j.kind) = ${given.replaceAll('_', '')}`, {
      column: sql`j.kind`,
      cast: 'text',
    }),
    listenerEventType: customField(
      z.enum(listenerEvents),
      (given) => sql`upper(coalesce(j.listener_event, 'unspecified')) = ${given}`,
      { column: sql`j.listener_event`, cast: 'text' },
    ),
    retries: integerField(retries),
    deadline: instantField(sql`l.deadline`),
    hasFailedWithRetriesLeft: flagField(failedWithRetriesLeft),
    errorCode: textField(sql`j.error_code`),
    errorMessage: textField(sql`coalesce(j.error_message, l.error_message)`),
    elementId: textField(sql`j.element_id`),
    elementInstanceKey: keyField(sql`j.element_instance_key`),
    processDefinitionId: textField(sql`j.process_id`),
    processDefinitionKey: keyField(sql`j.process_definition_key`),
    processInstanceKey: keyField(sql`j.instance_key`),
    creationTime: instantField(sql`j.created_at`),
    endTime: instantField(sql`j.ended_at`),
    tenantId: textField(sql`j.tenant_id`),
  },
  toItem: (row) => ({
    jobKey: row.job_key,
    type: row.type,
    worker: row.worker ?? '',
    state: stateNames[row.state],
    kind: jobKind(row.kind),
    listenerEventType: listenerEvent(row.listener_event),
    retries: row.retries,
    deadline: isoOrNull(row.deadline),
    hasFailedWithRetriesLeft: row.failed_with_retries_left,
    isDenied: null,
    deniedReason: null,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    customHeaders: headersOf(row.headers),
    elementId: row.element_id,
    elementInstanceKey: row.element_instance_key,
    processDefinitionId: row.process_id,
    processDefinitionKey: row.process_definition_key,
    processInstanceKey: row.instance_key,
    rootProcessInstanceKey: row.root_key,
    creationTime: isoOrNull(row.created_at),
    endTime: isoOrNull(row.ended_at),
    lastUpdateTime: isoOrNull(row.ended_at ?? row.created_at),
    tenantId: row.tenant_id,
  }),
};
