import { sql } from 'kysely';
import { z } from 'zod';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { elementStatistics } from '#engine/store/instances/element-statistics.ts';
import { findInstance, hasEnded } from '#engine/store/instances/index.ts';
import { incidents } from '#engine/store/search/incidents.ts';
import { processInstanceItem, processInstances } from '#engine/store/search/process-instances.ts';
import { findOne } from '#engine/store/search/search.ts';
import { type Context, emptyOperation, jsonOperation, type Operation } from '../operation.ts';
import { createProcessInstance } from './create-process-instance.ts';
import { keySchema, operationReference } from './common.ts';
import { elementStatisticsAnswer } from './element-instances.ts';
import { modifyProcessInstance } from './modify-process-instance.ts';
import { searchOperation } from './search-operation.ts';

const params = z.object({ processInstanceKey: keySchema });

async function findOr404(key: string, { services }: Context): Promise<z.output<typeof processInstanceItem>> {
  const found = await findOne(services.query, processInstances, sql`i.instance_key = ${key}`);
  if (found === null) throw new ApiProblem(404, 'instance.notFound', { key });
  return found;
}

const sequenceFlow = z.object({
  sequenceFlowId: z.string(),
  processInstanceKey: z.string(),
  rootProcessInstanceKey: z.string().nullable(),
  processDefinitionKey: z.string(),
  processDefinitionId: z.string(),
  elementId: z.string(),
  tenantId: z.string(),
});

export const processInstanceOperations: readonly Operation[] = [
  createProcessInstance,
  modifyProcessInstance,
  searchOperation({
    id: 'searchProcessInstances',
    path: '/process-instances/search',
    summary: 'Finds process instances.',
    searchable: processInstances,
  }),
  jsonOperation({
    id: 'getProcessInstance',
    method: 'get',
    path: '/process-instances/{processInstanceKey}',
    summary: 'One process instance.',
    params,
    answer: processInstanceItem,
    problems: [404],
    run: ({ params: { processInstanceKey } }, context) => findOr404(processInstanceKey, context),
  }),
  emptyOperation({
    id: 'cancelProcessInstance',
    method: 'post',
    path: '/process-instances/{processInstanceKey}/cancellation',
    summary: 'Ends an instance. Compensates nothing.',
    params,
    body: z.strictObject({ operationReference }).nullish(),
    problems: [404, 504],
    run: async ({ params: { processInstanceKey } }, { services, caller }) => {
      const instance = await findInstance(services.database.pool, processInstanceKey);
      if (instance === null) throw new ApiProblem(404, 'instance.notFound', { key: processInstanceKey });
      if (hasEnded(instance) && caller.idempotencyKey === null) {
        throw new ApiProblem(404, 'instance.ended', { key: processInstanceKey });
      }
      await services.requests.submit({
        instanceKey: processInstanceKey,
        tenantId: instance.tenantId,
        operation: { type: 'cancelInstance' },
        idempotencyKey: caller.idempotencyKey,
      });
    },
  }),
  emptyOperation({
    id: 'migrateProcessInstance',
    method: 'post',
    path: '/process-instances/{processInstanceKey}/migration',
    summary: 'Moves an instance to another version or process by a mapping of its elements.',
    params,
    body: z.strictObject({
      targetProcessDefinitionKey: keySchema,
      mappingInstructions: z
        .array(z.strictObject({ sourceElementId: z.string().min(1), targetElementId: z.string().min(1) }))
        .min(1),
      operationReference,
    }),
    problems: [404, 409, 504],
    run: async ({ params: { processInstanceKey }, body }, { services, caller }) => {
      const instance = await findInstance(services.database.pool, processInstanceKey);
      if (instance === null) throw new ApiProblem(404, 'instance.notFound', { key: processInstanceKey });
      const target = await services.database.pool.query<{ hash: string }>(
        'select hash from silkflow.process_definition where process_definition_key = $1',
        [body.targetProcessDefinitionKey],
      );
      const definition = target.rows[0]?.hash;
      if (definition === undefined) {
        throw new ApiProblem(404, 'definition.notFound', { name: body.targetProcessDefinitionKey });
      }
      const mapping = body.mappingInstructions.map((each) => ({
        source: each.sourceElementId,
        target: each.targetElementId,
      }));
      await services.requests.submit({
        instanceKey: processInstanceKey,
        tenantId: instance.tenantId,
        operation: { type: 'migrateInstance', definition, mapping },
        idempotencyKey: caller.idempotencyKey,
      });
    },
  }),
  jsonOperation({
    id: 'getProcessInstanceSequenceFlows',
    method: 'get',
    path: '/process-instances/{processInstanceKey}/sequence-flows',
    summary: 'The sequence flows that an instance has taken.',
    params,
    answer: z.object({ items: z.array(sequenceFlow) }),
    problems: [404],
    run: async ({ params: { processInstanceKey } }, context) => {
      const instance = await findOr404(processInstanceKey, context);
      const { rows } = await context.services.database.pool.query<{ flow_id: string }>(
        'select flow_id from silkflow.sequence_flow where instance_key = $1 order by flow_id',
        [processInstanceKey],
      );
      return {
        items: rows.map(({ flow_id }) => ({
          sequenceFlowId: `${processInstanceKey}_${flow_id}`,
          processInstanceKey,
          rootProcessInstanceKey: instance.rootProcessInstanceKey,
          processDefinitionKey: instance.processDefinitionKey,
          processDefinitionId: instance.processDefinitionId,
          elementId: flow_id,
          tenantId: instance.tenantId,
        })),
      };
    },
  }),
  jsonOperation({
    id: 'getProcessInstanceStatistics',
    method: 'get',
    path: '/process-instances/{processInstanceKey}/statistics/element-instances',
    summary:
      'How many element instances of each element of an instance are active, completed, terminated or have an incident.',
    params,
    answer: elementStatisticsAnswer,
    problems: [404],
    run: async ({ params: { processInstanceKey } }, context) => {
      await findOr404(processInstanceKey, context);
      return { items: await elementStatistics(context.services.query, sql`e.instance_key = ${processInstanceKey}`) };
    },
  }),
  jsonOperation({
    id: 'getProcessInstanceCallHierarchy',
    method: 'get',
    path: '/process-instances/{processInstanceKey}/call-hierarchy',
    summary: 'The instances that called an instance, the outermost first, itself last.',
    params,
    answer: z.array(
      z.object({ processInstanceKey: z.string(), processDefinitionKey: z.string(), processDefinitionName: z.string() }),
    ),
    problems: [404],
    run: async ({ params: { processInstanceKey } }, context) => {
      await findOr404(processInstanceKey, context);
      const { rows } = await context.services.database.pool.query<{
        instance_key: string;
        process_definition_key: string;
        name: string;
      }>(
        `with recursive caller (instance_key, parent_key, depth) as (
           select instance_key, parent_key, 0 from silkflow.process_instance where instance_key = $1
           union all select i.instance_key, i.parent_key, c.depth + 1
           from caller c join silkflow.process_instance i on i.instance_key = c.parent_key)
         select i.instance_key, i.process_definition_key, coalesce(d.name, d.process_id) as name
         from caller c join silkflow.process_instance i using (instance_key)
         join silkflow.process_definition d using (process_definition_key) order by c.depth desc`,
        [processInstanceKey],
      );
      return rows.map((row) => ({
        processInstanceKey: row.instance_key,
        processDefinitionKey: row.process_definition_key,
        processDefinitionName: row.name,
      }));
    },
  }),
  searchOperation({
    id: 'searchProcessInstanceIncidents',
    path: '/process-instances/{processInstanceKey}/incidents/search',
    summary: 'Finds the incidents of an instance and of the instances that it called.',
    params,
    searchable: incidents,
    scope: async ({ processInstanceKey }, context) => {
      await findOr404(processInstanceKey, context);
      return sql`n.instance_key in (
        with recursive called (key) as (
          select ${processInstanceKey}::bigint union all
          select i.instance_key from silkflow.process_instance i join called on i.parent_key = called.key)
        select key from called)`;
    },
  }),
];
