import { sql } from 'kysely';
import { z } from 'zod';
import type { ExplainedTable, Explanation } from '#engine/decision/index.ts';
import { ApiProblem, sayFault } from '#engine/server/problems/index.ts';
import type { EvaluatedDecision } from '#engine/server/services/decisions.ts';
import {
  decisionDefinitionItem,
  decisionDefinitions,
  decisionInstanceItem,
  decisionInstances,
  decisionRequirements,
  decisionRequirementsItem,
} from '#engine/store/search/decisions.ts';
import { findOne } from '#engine/store/search/search.ts';
import { type Context, jsonOperation, type Operation, textOperation } from '../operation.ts';
import { checkTenant, idSchema, keySchema, optionalVariables, tenantSchema } from './common.ts';
import { searchOperation } from './search-operation.ts';

const inputItem = z.object({ inputId: z.string(), inputName: z.string(), inputValue: z.string() });
const outputItem = z.object({
  outputId: z.string(),
  outputName: z.string(),
  outputValue: z.string(),
  ruleId: z.string().nullable(),
  ruleIndex: z.int().nullable(),
});
const matchedRule = z.object({ ruleId: z.string(), ruleIndex: z.int(), evaluatedOutputs: z.array(outputItem) });

const evaluationAnswer = z.object({
  decisionDefinitionId: z.string(),
  decisionDefinitionKey: z.string(),
  decisionDefinitionName: z.string(),
  decisionDefinitionVersion: z.int(),
  decisionEvaluationKey: z.string(),
  decisionInstanceKey: z.string(),
  decisionRequirementsId: z.string(),
  decisionRequirementsKey: z.string(),
  output: z.string(),
  failedDecisionDefinitionId: z.string().nullable(),
  failureMessage: z.string().nullable(),
  tenantId: z.string(),
  evaluatedDecisions: z.array(
    z.object({
      decisionDefinitionId: z.string(),
      decisionDefinitionKey: z.string(),
      decisionDefinitionName: z.string(),
      decisionDefinitionVersion: z.int(),
      decisionDefinitionType: z.string(),
      decisionEvaluationInstanceKey: z.string(),
      output: z.string(),
      tenantId: z.string(),
      matchedRules: z.array(matchedRule),
      evaluatedInputs: z.array(inputItem),
    }),
  ),
});

function inputsOf(tables: readonly ExplainedTable[]): z.output<typeof inputItem>[] {
  return tables.flatMap(({ inputs }) =>
    inputs.map(({ id, label, value }) => ({ inputId: id, inputName: label, inputValue: JSON.stringify(value) })),
  );
}

function rulesOf(tables: readonly ExplainedTable[]): z.output<typeof matchedRule>[] {
  return tables.flatMap(({ matched }) =>
    matched.map((rule) => ({
      ruleId: rule.id,
      ruleIndex: rule.index,
      evaluatedOutputs: rule.outputs.map(({ id, label, value }) => ({
        outputId: id,
        outputName: label,
        outputValue: JSON.stringify(value),
        ruleId: rule.id,
        ruleIndex: rule.index,
      })),
    })),
  );
}

function toAnswer({ key, decision, result, known }: EvaluatedDecision): z.input<typeof evaluationAnswer> {
  const { decisions } = result.explanation;
  return {
    decisionDefinitionId: decision.decisionId,
    decisionDefinitionKey: decision.decisionDefinitionKey,
    decisionDefinitionName: decision.name,
    decisionDefinitionVersion: decision.version,
    decisionEvaluationKey: key,
    decisionInstanceKey: key,
    decisionRequirementsId: decision.requirementsId,
    decisionRequirementsKey: decision.requirementsKey,
    output: result.ok ? JSON.stringify(result.value) : 'null',
    failedDecisionDefinitionId: result.ok ? null : (decisions.at(-1)?.id ?? decision.decisionId),
    failureMessage: result.ok ? null : result.message,
    tenantId: decision.tenantId,
    evaluatedDecisions: decisions.map((each, index) => ({
      decisionDefinitionId: each.id,
      decisionDefinitionKey: known.get(each.id)?.key ?? decision.decisionDefinitionKey,
      decisionDefinitionName: each.name,
      decisionDefinitionVersion: known.get(each.id)?.version ?? decision.version,
      decisionDefinitionType: each.tables.length > 0 ? 'DECISION_TABLE' : 'LITERAL_EXPRESSION',
      decisionEvaluationInstanceKey: `${key}-${index + 1}`,
      output: JSON.stringify(each.value),
      tenantId: decision.tenantId,
      matchedRules: rulesOf(each.tables),
      evaluatedInputs: inputsOf(each.tables),
    })),
  };
}

const decisionParams = z.object({ decisionDefinitionKey: keySchema });
const requirementsParams = z.object({ decisionRequirementsKey: keySchema });

async function findDefinition(key: string, { services }: Context): Promise<z.output<typeof decisionDefinitionItem>> {
  const found = await findOne(services.query, decisionDefinitions, sql`d.decision_definition_key = ${key}`);
  if (found === null) throw new ApiProblem(404, 'decision.notFound', { name: key });
  return found;
}

async function findRequirements(
  key: string,
  { services }: Context,
): Promise<z.output<typeof decisionRequirementsItem>> {
  const found = await findOne(services.query, decisionRequirements, sql`r.decision_requirements_key = ${key}`);
  if (found === null)
    throw new ApiProblem(404, 'resource.notFound', { kind: sayFault('resource.decisionRequirements'), key });
  return found;
}

async function xmlOf(requirementsKey: string, { services }: Context): Promise<string> {
  const { rows } = await services.database.pool.query<{ content: string }>(
    `select c.content from silkflow.decision_requirements r join silkflow.resource c using (resource_key)
     where r.decision_requirements_key = $1`,
    [requirementsKey],
  );
  return rows[0]?.content ?? '';
}

const common = { variables: optionalVariables, tenantId: tenantSchema };

export const decisionOperations: readonly Operation[] = [
  searchOperation({
    id: 'searchDecisionDefinitions',
    path: '/decision-definitions/search',
    summary: 'Finds deployed decisions.',
    searchable: decisionDefinitions,
  }),
  jsonOperation({
    id: 'evaluateDecision',
    method: 'post',
    path: '/decision-definitions/evaluation',
    summary: 'Evaluates a decision and keeps why it came out as it did.',
    body: z.union([
      z.strictObject({ ...common, decisionDefinitionId: idSchema }),
      z.strictObject({ ...common, decisionDefinitionKey: keySchema }),
    ]),
    answer: evaluationAnswer,
    problems: [404],
    run: async ({ body }, { services }) => {
      const tenantId = checkTenant(body.tenantId);
      const evaluated = await services.decisions.evaluate(
        'decisionDefinitionKey' in body
          ? { by: 'key', key: body.decisionDefinitionKey }
          : { by: 'id', tenantId, decisionId: body.decisionDefinitionId },
        body.variables,
      );
      return toAnswer(evaluated);
    },
  }),
  jsonOperation({
    id: 'getDecisionDefinition',
    method: 'get',
    path: '/decision-definitions/{decisionDefinitionKey}',
    summary: 'One deployed decision.',
    params: decisionParams,
    answer: decisionDefinitionItem,
    problems: [404],
    run: ({ params }, context) => findDefinition(params.decisionDefinitionKey, context),
  }),
  textOperation({
    id: 'getDecisionDefinitionXML',
    method: 'get',
    path: '/decision-definitions/{decisionDefinitionKey}/xml',
    summary: 'The file that the decision was deployed from.',
    params: decisionParams,
    mediaType: 'text/xml',
    problems: [404],
    run: async ({ params }, context) =>
      xmlOf((await findDefinition(params.decisionDefinitionKey, context)).decisionRequirementsKey, context),
  }),
  searchOperation({
    id: 'searchDecisionRequirements',
    path: '/decision-requirements/search',
    summary: 'Finds deployed decision files.',
    searchable: decisionRequirements,
  }),
  jsonOperation({
    id: 'getDecisionRequirements',
    method: 'get',
    path: '/decision-requirements/{decisionRequirementsKey}',
    summary: 'One deployed decision file.',
    params: requirementsParams,
    answer: decisionRequirementsItem,
    problems: [404],
    run: ({ params }, context) => findRequirements(params.decisionRequirementsKey, context),
  }),
  textOperation({
    id: 'getDecisionRequirementsXML',
    method: 'get',
    path: '/decision-requirements/{decisionRequirementsKey}/xml',
    summary: 'The text of a deployed decision file.',
    params: requirementsParams,
    mediaType: 'text/xml',
    problems: [404],
    run: async ({ params }, context) => {
      await findRequirements(params.decisionRequirementsKey, context);
      return xmlOf(params.decisionRequirementsKey, context);
    },
  }),
  searchOperation({
    id: 'searchDecisionInstances',
    path: '/decision-instances/search',
    summary: 'Finds evaluations of decisions.',
    searchable: decisionInstances,
  }),
  jsonOperation({
    id: 'getDecisionInstance',
    method: 'get',
    path: '/decision-instances/{decisionEvaluationInstanceKey}',
    summary: 'One evaluation with the rules that matched and the inputs they saw.',
    params: z.object({ decisionEvaluationInstanceKey: z.string().regex(/^\d{1,19}-1$/) }),
    answer: decisionInstanceItem.extend({ evaluatedInputs: z.array(inputItem), matchedRules: z.array(matchedRule) }),
    problems: [404],
    run: async ({ params: { decisionEvaluationInstanceKey: instanceKey } }, { services }) => {
      const key = instanceKey.split('-')[0] ?? '';
      const found = await findOne(services.query, decisionInstances, sql`n.decision_instance_key = ${key}`);
      if (found === null)
        throw new ApiProblem(404, 'resource.notFound', {
          kind: sayFault('resource.decisionInstance'),
          key: instanceKey,
        });
      const { rows } = await services.database.pool.query<{ explanation: string }>(
        'select explanation from silkflow.decision_instance where decision_instance_key = $1',
        [key],
      );
      const explanation = JSON.parse(rows[0]?.explanation ?? '{}') as Partial<Explanation>;
      const tables = explanation.decisions?.find(({ id }) => id === found.decisionDefinitionId)?.tables ?? [];
      return { ...found, evaluatedInputs: inputsOf(tables), matchedRules: rulesOf(tables) };
    },
  }),
];
