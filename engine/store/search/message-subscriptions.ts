import { sql } from 'kysely';
import { z } from 'zod';
import { instant, iso, key, keyOrNull } from './columns.ts';
import { instantField, integerField, keyField, stateField, textField } from './field.ts';
import type { Searchable } from './search.ts';

export const messageSubscriptionItem = z.object({
  messageSubscriptionKey: key,
  processDefinitionId: z.string(),
  processDefinitionKey: keyOrNull,
  processInstanceKey: keyOrNull,
  rootProcessInstanceKey: keyOrNull,
  elementId: z.string(),
  elementInstanceKey: keyOrNull,
  messageSubscriptionState: z.enum(['CREATED', 'CORRELATED', 'DELETED']),
  lastUpdatedDate: instant,
  messageName: z.string(),
  correlationKey: z.string().nullable(),
  tenantId: z.string(),
});

export interface MessageSubscriptionRow {
  readonly subscription_key: string;
  readonly process_id: string;
  readonly process_definition_key: string;
  readonly instance_key: string;
  readonly root_key: string;
  readonly element_id: string;
  readonly element_instance_key: string;
  readonly state: 'CREATED' | 'CORRELATED' | 'DELETED';
  readonly updated_at: Date;
  readonly message_name: string;
  readonly correlation_key: string;
  readonly tenant_id: string;
}

/** A closed subscription was correlated when a message of the inbox went to it. */
const state = sql`case when s.state = 'open' then 'CREATED'
  when s.state = 'correlated' or exists (select 1 from silkflow.message_correlation c
    where c.subscription_key = s.subscription_key and c.state = 'taken') then 'CORRELATED' else 'DELETED' end`;

export const messageSubscriptions: Searchable<MessageSubscriptionRow, typeof messageSubscriptionItem> = {
  from: sql`silkflow.message_subscription s join silkflow.process_instance i using (instance_key)`,
  columns: sql`s.subscription_key, s.process_id, s.process_definition_key, s.instance_key, i.root_key, s.element_id,
    s.element_instance_key, ${state} as state, s.updated_at, s.message_name, s.correlation_key, s.tenant_id`,
  key: 'messageSubscriptionKey',
  item: messageSubscriptionItem,
  fields: {
    messageSubscriptionKey: keyField(sql`s.subscription_key`),
    processDefinitionId: textField(sql`s.process_id`),
    processDefinitionKey: keyField(sql`s.process_definition_key`),
    processInstanceKey: keyField(sql`s.instance_key`),
    elementId: textField(sql`s.element_id`),
    elementInstanceKey: keyField(sql`s.element_instance_key`),
    messageSubscriptionState: stateField(sql`(${state})`, {
      CREATED: ['CREATED'],
      CORRELATED: ['CORRELATED'],
      DELETED: ['DELETED'],
      MIGRATED: [],
    }),
    lastUpdatedDate: instantField(sql`s.updated_at`),
    messageName: textField(sql`s.message_name`),
    correlationKey: textField(sql`s.correlation_key`),
    tenantId: textField(sql`s.tenant_id`),
  },
  toItem: (row) => ({
    messageSubscriptionKey: row.subscription_key,
    processDefinitionId: row.process_id,
    processDefinitionKey: row.process_definition_key,
    processInstanceKey: row.instance_key,
    rootProcessInstanceKey: row.root_key,
    elementId: row.element_id,
    elementInstanceKey: row.element_instance_key,
    messageSubscriptionState: row.state,
    lastUpdatedDate: iso(row.updated_at),
    messageName: row.message_name,
    correlationKey: row.correlation_key,
    tenantId: row.tenant_id,
  }),
};

export const correlatedMessageItem = z.object({
  correlationKey: z.string().nullable(),
  correlationTime: instant,
  elementId: z.string(),
  elementInstanceKey: keyOrNull,
  messageKey: key,
  messageName: z.string(),
  partitionId: z.int(),
  processDefinitionId: z.string(),
  processDefinitionKey: key,
  processInstanceKey: key,
  rootProcessInstanceKey: keyOrNull,
  subscriptionKey: key,
  tenantId: z.string(),
});

export interface CorrelatedMessageRow {
  readonly message_key: string;
  readonly name: string;
  readonly correlation_key: string;
  readonly created_at: Date;
  readonly element_id: string;
  readonly element_instance_key: string | null;
  readonly process_id: string;
  readonly process_definition_key: string;
  readonly instance_key: string;
  readonly root_key: string;
  readonly subscription_key: string;
  readonly tenant_id: string;
}

/** There are no partitions here; clients expect the number. */
const partitionId = 1;

/** Messages that instances have taken, those that started one included: its subscription is then told by the instance's key. */
export const correlatedMessages: Searchable<CorrelatedMessageRow, typeof correlatedMessageItem> = {
  from: sql`silkflow.message_correlation c join silkflow.message m using (message_key)
    join silkflow.process_instance i on i.instance_key = c.instance_key and c.state = 'taken'
    left join silkflow.message_subscription s on s.subscription_key = c.subscription_key`,
  columns: sql`c.message_key, m.name, m.correlation_key, c.created_at, coalesce(s.element_id, '') as element_id,
    s.element_instance_key, c.process_id, i.process_definition_key, c.instance_key, i.root_key,
    coalesce(c.subscription_key, c.instance_key) as subscription_key, m.tenant_id`,
  key: 'subscriptionKey',
  item: correlatedMessageItem,
  fields: {
    subscriptionKey: keyField(sql`coalesce(c.subscription_key, c.instance_key)`),
    messageKey: keyField(sql`c.message_key`),
    messageName: textField(sql`m.name`),
    correlationKey: textField(sql`m.correlation_key`),
    correlationTime: instantField(sql`c.created_at`),
    elementId: textField(sql`coalesce(s.element_id, '')`),
    elementInstanceKey: keyField(sql`s.element_instance_key`),
    processDefinitionId: textField(sql`c.process_id`),
    processDefinitionKey: keyField(sql`i.process_definition_key`),
    processInstanceKey: keyField(sql`c.instance_key`),
    partitionId: integerField(sql`(c.message_key * 0 + ${partitionId}::integer)`),
    tenantId: textField(sql`m.tenant_id`),
  },
  toItem: (row) => ({
    correlationKey: row.correlation_key,
    correlationTime: iso(row.created_at),
    elementId: row.element_id,
    elementInstanceKey: row.element_instance_key,
    messageKey: row.message_key,
    messageName: row.name,
    partitionId,
    processDefinitionId: row.process_id,
    processDefinitionKey: row.process_definition_key,
    processInstanceKey: row.instance_key,
    rootProcessInstanceKey: row.root_key,
    subscriptionKey: row.subscription_key,
    tenantId: row.tenant_id,
  }),
};
