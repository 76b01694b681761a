import { sql } from 'kysely';
import { z } from 'zod';
import { instant, iso, key, keyOrNull } from './columns.ts';
import { customField, instantField, integerField, keyField, sortOnly, stateField, textField } from './field.ts';
import type { Searchable } from './search.ts';

export const decisionDefinitionItem = z.object({
  decisionDefinitionKey: key,
  decisionDefinitionId: z.string(),
  name: z.string(),
  version: z.int(),
  decisionRequirementsKey: key,
  decisionRequirementsId: z.string(),
  decisionRequirementsName: z.string(),
  decisionRequirementsVersion: z.int(),
  tenantId: z.string(),
});

export interface DecisionDefinitionRow {
  readonly decision_definition_key: string;
  readonly decision_id: string;
  readonly name: string | null;
  readonly version: number;
  readonly decision_requirements_key: string;
  readonly decision_requirements_id: string;
  readonly requirements_name: string | null;
  readonly requirements_version: number;
  readonly tenant_id: string;
}

export const decisionDefinitions: Searchable<DecisionDefinitionRow, typeof decisionDefinitionItem> = {
  from: sql`silkflow.decision_definition d join silkflow.decision_requirements r using (decision_requirements_key)`,
  columns: sql`d.decision_definition_key, d.decision_id, d.name, d.version, d.decision_requirements_key,
    r.decision_requirements_id, r.name as requirements_name, r.version as requirements_version, d.tenant_id`,
  key: 'decisionDefinitionKey',
  item: decisionDefinitionItem,
  fields: {
    decisionDefinitionKey: keyField(sql`d.decision_definition_key`),
    decisionDefinitionId: textField(sql`d.decision_id`),
    name: textField(sql`d.name`),
    version: integerField(sql`d.version`),
    decisionRequirementsKey: keyField(sql`d.decision_requirements_key`),
    decisionRequirementsId: textField(sql`r.decision_requirements_id`),
    decisionRequirementsName: textField(sql`r.name`),
    decisionRequirementsVersion: integerField(sql`r.version`),
    tenantId: textField(sql`d.tenant_id`),
    isLatestVersion: customField(
      z.boolean(),
      (given) => sql`${given} = (d.version = (select max(n.version) from silkflow.decision_definition n
        where n.tenant_id = d.tenant_id and n.decision_id = d.decision_id))`,
    ),
  },
  toItem: (row) => ({
    decisionDefinitionKey: row.decision_definition_key,
    decisionDefinitionId: row.decision_id,
    name: row.name ?? row.decision_id,
    version: row.version,
    decisionRequirementsKey: row.decision_requirements_key,
    decisionRequirementsId: row.decision_requirements_id,
    decisionRequirementsName: row.requirements_name ?? row.decision_requirements_id,
    decisionRequirementsVersion: row.requirements_version,
    tenantId: row.tenant_id,
  }),
};

export const decisionRequirementsItem = z.object({
  decisionRequirementsKey: key,
  decisionRequirementsId: z.string(),
  decisionRequirementsName: z.string(),
  version: z.int(),
  resourceName: z.string(),
  tenantId: z.string(),
});

export interface DecisionRequirementsRow {
  readonly decision_requirements_key: string;
  readonly decision_requirements_id: string;
  readonly name: string | null;
  readonly version: number;
  readonly resource_name: string;
  readonly tenant_id: string;
}

export const decisionRequirements: Searchable<DecisionRequirementsRow, typeof decisionRequirementsItem> = {
  from: sql`silkflow.decision_requirements r`,
  columns: sql`r.decision_requirements_key, r.decision_requirements_id, r.name, r.version, r.resource_name, r.tenant_id`,
  key: 'decisionRequirementsKey',
  item: decisionRequirementsItem,
  fields: {
    decisionRequirementsKey: keyField(sql`r.decision_requirements_key`),
    decisionRequirementsId: textField(sql`r.decision_requirements_id`),
    decisionRequirementsName: textField(sql`r.name`),
    version: integerField(sql`r.version`),
    resourceName: textField(sql`r.resource_name`),
    tenantId: textField(sql`r.tenant_id`),
  },
  toItem: (row) => ({
    decisionRequirementsKey: row.decision_requirements_key,
    decisionRequirementsId: row.decision_requirements_id,
    decisionRequirementsName: row.name ?? row.decision_requirements_id,
    version: row.version,
    resourceName: row.resource_name,
    tenantId: row.tenant_id,
  }),
};

export const decisionInstanceItem = z.object({
  decisionEvaluationInstanceKey: z.string(),
  decisionEvaluationKey: key,
  decisionDefinitionId: z.string(),
  decisionDefinitionKey: key,
  decisionDefinitionName: z.string(),
  decisionDefinitionType: z.enum(['DECISION_TABLE', 'LITERAL_EXPRESSION', 'UNKNOWN']),
  decisionDefinitionVersion: z.int(),
  rootDecisionDefinitionKey: key,
  state: z.enum(['EVALUATED', 'FAILED']),
  evaluationDate: instant,
  evaluationFailure: z.string().nullable(),
  /** JSON text. */
  result: z.string(),
  elementInstanceKey: keyOrNull,
  processDefinitionKey: keyOrNull,
  processInstanceKey: keyOrNull,
  rootProcessInstanceKey: keyOrNull,
  tenantId: z.string(),
});

export interface DecisionInstanceRow {
  readonly decision_instance_key: string;
  readonly decision_id: string;
  readonly decision_definition_key: string;
  readonly name: string | null;
  readonly version: number;
  readonly state: 'evaluated' | 'failed';
  readonly evaluated_at: Date;
  readonly result: string;
  readonly element_instance_key: string | null;
  readonly process_definition_key: string | null;
  readonly instance_key: string | null;
  readonly root_key: string | null;
  readonly tenant_id: string;
}

/** One evaluation counts once here; the decisions that it required are in its explanation. */
export const decisionInstances: Searchable<DecisionInstanceRow, typeof decisionInstanceItem> = {
  from: sql`silkflow.decision_instance n join silkflow.decision_definition d using (decision_definition_key)
    left join silkflow.process_instance i on i.instance_key = n.instance_key`,
  columns: sql`n.decision_instance_key, n.decision_id, n.decision_definition_key, d.name, d.version, n.state,
    n.evaluated_at, n.result, n.element_instance_key, i.process_definition_key, n.instance_key, i.root_key, n.tenant_id`,
  key: 'decisionEvaluationKey',
  item: decisionInstanceItem,
  fields: {
    decisionEvaluationKey: keyField(sql`n.decision_instance_key`),
    decisionEvaluationInstanceKey: textField(sql`(n.decision_instance_key || '-1')`),
    decisionDefinitionId: textField(sql`n.decision_id`),
    decisionDefinitionKey: keyField(sql`n.decision_definition_key`),
    decisionDefinitionName: textField(sql`d.name`),
    decisionDefinitionVersion: integerField(sql`d.version`),
    rootDecisionDefinitionKey: keyField(sql`n.decision_definition_key`),
    decisionRequirementsKey: keyField(sql`d.decision_requirements_key`),
    state: stateField(sql`n.state`, { EVALUATED: ['evaluated'], FAILED: ['failed'], UNSPECIFIED: [], UNKNOWN: [] }),
    evaluationDate: instantField(sql`n.evaluated_at`),
    evaluationFailure: sortOnly(sql`case when n.state = 'failed' then n.result end`, 'text'),
    elementInstanceKey: keyField(sql`n.element_instance_key`),
    processDefinitionKey: keyField(sql`i.process_definition_key`),
    processInstanceKey: keyField(sql`n.instance_key`),
    tenantId: textField(sql`n.tenant_id`),
  },
  toItem: (row) => ({
    decisionEvaluationInstanceKey: `${row.decision_instance_key}-1`,
    decisionEvaluationKey: row.decision_instance_key,
    decisionDefinitionId: row.decision_id,
    decisionDefinitionKey: row.decision_definition_key,
    decisionDefinitionName: row.name ?? row.decision_id,
    decisionDefinitionType: 'DECISION_TABLE',
    decisionDefinitionVersion: row.version,
    rootDecisionDefinitionKey: row.decision_definition_key,
    state: row.state === 'evaluated' ? 'EVALUATED' : 'FAILED',
    evaluationDate: iso(row.evaluated_at),
    evaluationFailure: row.state === 'failed' ? row.result : null,
    result: row.result,
    elementInstanceKey: row.element_instance_key,
    processDefinitionKey: row.process_definition_key,
    processInstanceKey: row.instance_key,
    rootProcessInstanceKey: row.root_key,
    tenantId: row.tenant_id,
  }),
};
