import { sql } from 'kysely';
import { z } from 'zod';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { elementInstanceItem, elementInstances } from '#engine/store/search/element-instances.ts';
import { incidents } from '#engine/store/search/incidents.ts';
import { findOne } from '#engine/store/search/search.ts';
import { type Context, emptyOperation, jsonOperation, type Operation } from '../operation.ts';
import {
  defaultTenant,
  idSchema,
  keySchema,
  operationReference,
  optionalVariables,
  variablesSchema,
} from './common.ts';
import { searchOperation } from './search-operation.ts';

const params = z.object({ elementInstanceKey: keySchema });

export const elementStatisticsAnswer = z.object({
  items: z.array(
    z.object({
      elementId: z.string(),
      active: z.int(),
      canceled: z.int(),
      incidents: z.int(),
      completed: z.int(),
    }),
  ),
});

async function findElement(key: string, { services }: Context): Promise<z.output<typeof elementInstanceItem>> {
  const found = await findOne(services.query, elementInstances, sql`e.element_instance_key = ${key}`);
  if (found === null) throw new ApiProblem(404, 'element.notFound', { key });
  return found;
}

export const elementInstanceOperations: readonly Operation[] = [
  searchOperation({
    id: 'searchElementInstances',
    path: '/element-instances/search',
    summary: 'Finds element instances.',
    searchable: elementInstances,
  }),
  jsonOperation({
    id: 'getElementInstance',
    method: 'get',
    path: '/element-instances/{elementInstanceKey}',
    summary: 'One element instance.',
    params,
    answer: elementInstanceItem,
    problems: [404],
    run: ({ params: { elementInstanceKey } }, context) => findElement(elementInstanceKey, context),
  }),
  searchOperation({
    id: 'searchElementInstanceIncidents',
    path: '/element-instances/{elementInstanceKey}/incidents/search',
    summary: 'Finds the incidents of an element instance and of everything inside it.',
    params,
    searchable: incidents,
    scope: async ({ elementInstanceKey }, context) => {
      await findElement(elementInstanceKey, context);
      return sql`n.element_instance_key in (
        with recursive inside (key) as (
          select ${elementInstanceKey}::bigint union all
          select e.element_instance_key from silkflow.element_instance e join inside on e.scope_key = inside.key)
        select key from inside)`;
    },
  }),
  emptyOperation({
    id: 'createElementInstanceVariables',
    method: 'put',
    path: '/element-instances/{elementInstanceKey}/variables',
    summary: 'Sets variables in the scope of an element instance, or where they are defined above it.',
    params,
    body: z.strictObject({
      variables: variablesSchema,
      local: z.boolean().default(false),
      operationReference,
    }),
    problems: [404, 409, 504],
    run: async ({ params: { elementInstanceKey }, body }, context) => {
      const instanceKey = await instanceOfScope(elementInstanceKey, context);
      await context.services.requests.submit({
        instanceKey,
        tenantId: defaultTenant,
        operation: { type: 'setVariables', scope: elementInstanceKey, variables: body.variables, local: body.local },
        idempotencyKey: context.caller.idempotencyKey,
      });
    },
  }),
  emptyOperation({
    id: 'activateAdHocSubProcessActivities',
    method: 'post',
    path: '/element-instances/ad-hoc-activities/{adHocSubProcessInstanceKey}/activation',
    summary: 'Starts elements inside an ad-hoc subprocess.',
    params: z.object({ adHocSubProcessInstanceKey: keySchema }),
    body: z.strictObject({
      elements: z.array(z.strictObject({ elementId: idSchema, variables: optionalVariables })).min(1),
      cancelRemainingInstances: z.boolean().default(false),
    }),
    problems: [404, 409, 504],
    run: async ({ params: { adHocSubProcessInstanceKey }, body }, context) => {
      const { processInstanceKey } = await findElement(adHocSubProcessInstanceKey, context);
      await context.services.requests.submit({
        instanceKey: processInstanceKey,
        tenantId: defaultTenant,
        operation: {
          type: 'activateAdHoc',
          adHocSubProcess: adHocSubProcessInstanceKey,
          elements: body.elements.map(({ elementId, variables }) => ({ element: elementId, variables })),
          cancelRemaining: body.cancelRemainingInstances,
        },
        idempotencyKey: context.caller.idempotencyKey,
      });
    },
  }),
];

/** The scope may be an element instance or the instance itself. */
async function instanceOfScope(key: string, { services }: Context): Promise<string> {
  const { rows } = await services.database.pool.query<{ instance_key: string }>(
    `select instance_key from silkflow.element_instance where element_instance_key = $1
     union all select instance_key from silkflow.process_instance where instance_key = $1 limit 1`,
    [key],
  );
  if (rows[0] === undefined) throw new ApiProblem(404, 'element.notFound', { key });
  return rows[0].instance_key;
}
