import { sql } from 'kysely';
import { z } from 'zod';
import { key } from './columns.ts';
import { customField, flagField, integerField, keyField, textField } from './field.ts';
import type { Searchable } from './search.ts';

export const processDefinitionItem = z.object({
  processDefinitionKey: key,
  processDefinitionId: z.string(),
  name: z.string().nullable(),
  resourceName: z.string(),
  version: z.int(),
  versionTag: z.string().nullable(),
  tenantId: z.string(),
  hasStartForm: z.boolean(),
  state: z.enum(['ACTIVE', 'DRAINING', 'DELETED']),
});

export interface ProcessDefinitionRow {
  readonly process_definition_key: string;
  readonly process_id: string;
  readonly name: string | null;
  readonly resource_name: string;
  readonly version: number;
  readonly version_tag: string | null;
  readonly tenant_id: string;
  readonly has_start_form: boolean;
}

export const processDefinitions: Searchable<ProcessDefinitionRow, typeof processDefinitionItem> = {
  from: sql`silkflow.process_definition d`,
  columns: sql`d.process_definition_key, d.process_id, d.name, d.resource_name, d.version, d.version_tag, d.tenant_id,
    d.has_start_form`,
  key: 'processDefinitionKey',
  item: processDefinitionItem,
  fields: {
    processDefinitionKey: keyField(sql`d.process_definition_key`),
    processDefinitionId: textField(sql`d.process_id`),
    name: textField(sql`d.name`),
    resourceName: textField(sql`d.resource_name`),
    version: integerField(sql`d.version`),
    versionTag: textField(sql`d.version_tag`),
    tenantId: textField(sql`d.tenant_id`),
    hasStartForm: flagField(sql`d.has_start_form`),
    isLatestVersion: customField(
      z.boolean(),
      (given) => sql`${given} = (d.version = (select max(n.version) from silkflow.process_definition n
        where n.tenant_id = d.tenant_id and n.process_id = d.process_id))`,
    ),
    state: customField(z.enum(['ACTIVE', 'DRAINING', 'DELETED']), (given) => sql`${given} = 'ACTIVE'`),
  },
  toItem: (row) => ({
    processDefinitionKey: row.process_definition_key,
    processDefinitionId: row.process_id,
    name: row.name,
    resourceName: row.resource_name,
    version: row.version,
    versionTag: row.version_tag,
    tenantId: row.tenant_id,
    hasStartForm: row.has_start_form,
    state: 'ACTIVE',
  }),
};
