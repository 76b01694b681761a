import { z } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';
import { compileExpression, evaluate } from '#engine/expression/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { findStartConditions, startByConditions } from '#engine/store/conditions/index.ts';
import { findProcess } from '#engine/store/instances/index.ts';
import { jsonOperation, type Operation } from '../operation.ts';
import { checkTenant, keySchema, tenantSchema, variablesSchema } from './common.ts';

export const conditionalOperations: readonly Operation[] = [
  jsonOperation({
    id: 'evaluateConditionals',
    method: 'post',
    path: '/conditionals/evaluation',
    summary: 'Starts an instance by each conditional start event whose condition is true of these variables.',
    body: z.strictObject({
      variables: variablesSchema,
      /** Only of this version; absent = of the latest versions of all processes. */
      processDefinitionKey: keySchema.nullish(),
      tenantId: tenantSchema,
    }),
    answer: z.object({
      conditionalEvaluationKey: z.string(),
      tenantId: z.string(),
      processInstances: z.array(z.object({ processDefinitionKey: z.string(), processInstanceKey: z.string() })),
    }),
    problems: [404],
    run: async ({ body: { variables, processDefinitionKey = null, tenantId: named } }, { services, caller }) => {
      const tenantId = checkTenant(named);
      const { database, keys, settings, starter } = services;
      if (processDefinitionKey !== null) {
        const process = await findProcess(database.pool, { by: 'key', key: processDefinitionKey });
        if (process === null) throw new ApiProblem(404, 'definition.notFound', { name: processDefinitionKey });
      }
      const conditions = await findStartConditions(database.pool, tenantId, processDefinitionKey);
      const met = conditions.filter(({ condition }) => holds(condition, variables, settings.zone));
      const conditionalEvaluationKey = await keys.next(database.pool);
      const name = `condition:${tenantId}:${caller.idempotencyKey ?? conditionalEvaluationKey}`;
      const started = await startByConditions(database, keys, met, { tenantId, variables, name });
      await Promise.all(started.map(({ instanceKey }) => starter.bring(instanceKey)));
      const processInstances = started.map((one) => ({
        processDefinitionKey: one.processDefinitionKey,
        processInstanceKey: one.instanceKey,
      }));
      return { conditionalEvaluationKey, tenantId, processInstances };
    },
  }),
];

/** Anything but true is "not yet", a failure too (CON1). */
function holds(condition: string, variables: JsonObject, zone: string): boolean {
  const compiled = compileExpression(condition);
  if (!compiled.ok) return false;
  const seen = { get: (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined) };
  const evaluated = evaluate(compiled.expression, seen, { now: Date.now(), zone, random: Math.random });
  return evaluated.ok && evaluated.value === true;
}
