import { sql } from 'kysely';
import { z } from 'zod';
import { key, keyOrNull } from './columns.ts';
import { customField, keyField, textField } from './field.ts';
import type { Searchable } from './search.ts';

/** Longer values are cut in lists unless the caller says `truncateValues=false`. */
export const truncateAt = 8_192;

export const variableItem = z.object({
  variableKey: key,
  name: z.string(),
  /** The value's JSON text. */
  value: z.string(),
  isTruncated: z.boolean(),
  scopeKey: key,
  processInstanceKey: key,
  rootProcessInstanceKey: keyOrNull,
  tenantId: z.string(),
});

export const variableDetail = variableItem.omit({ isTruncated: true });

export interface VariableRow {
  readonly variable_key: string;
  readonly name: string;
  readonly value: string;
  readonly scope_key: string;
  readonly instance_key: string;
  readonly root_key: string;
  readonly tenant_id: string;
}

/** Values are whole here; `truncated` cuts them. */
export const variables: Searchable<VariableRow, typeof variableItem> = {
  from: sql`silkflow.variable v join silkflow.process_instance i using (instance_key)`,
  columns: sql`v.variable_key, v.name, v.value, v.scope_key, v.instance_key, i.root_key, v.tenant_id`,
  key: 'variableKey',
  item: variableItem,
  fields: {
    variableKey: keyField(sql`v.variable_key`),
    name: textField(sql`v.name`),
    value: textField(sql`v.value`),
    scopeKey: keyField(sql`v.scope_key`),
    processInstanceKey: keyField(sql`v.instance_key`),
    tenantId: textField(sql`v.tenant_id`),
    isTruncated: customField(z.boolean(), (given) => sql`${given} = (length(v.value) > ${truncateAt})`),
  },
  toItem: (row) => ({
    variableKey: row.variable_key,
    name: row.name,
    value: row.value,
    isTruncated: false,
    scopeKey: row.scope_key,
    processInstanceKey: row.instance_key,
    rootProcessInstanceKey: row.root_key,
    tenantId: row.tenant_id,
  }),
};

export function truncated(item: z.output<typeof variableItem>): z.output<typeof variableItem> {
  return item.value.length > truncateAt ? { ...item, value: item.value.slice(0, truncateAt), isTruncated: true } : item;
}
