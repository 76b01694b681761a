import { sql } from 'kysely';
import { z } from 'zod';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { findInstance } from '#engine/store/instances/index.ts';
import { findOpenIncidents } from '#engine/store/incidents/find-open-incidents.ts';
import { incidentItem, incidents } from '#engine/store/search/incidents.ts';
import { findOne } from '#engine/store/search/search.ts';
import { type Context, emptyOperation, jsonOperation, type Operation } from '../operation.ts';
import { keySchema, operationReference } from './common.ts';
import { searchOperation } from './search-operation.ts';

const params = z.object({ incidentKey: keySchema });

async function findIncident(key: string, { services }: Context): Promise<z.output<typeof incidentItem>> {
  const found = await findOne(services.query, incidents, sql`n.incident_key = ${key}`);
  if (found === null) throw new ApiProblem(404, 'incident.notFound', { key });
  return found;
}

export const incidentOperations: readonly Operation[] = [
  searchOperation({
    id: 'searchIncidents',
    path: '/incidents/search',
    summary: 'Finds incidents.',
    searchable: incidents,
  }),
  jsonOperation({
    id: 'getIncident',
    method: 'get',
    path: '/incidents/{incidentKey}',
    summary: 'One incident.',
    params,
    answer: incidentItem,
    problems: [404],
    run: ({ params: { incidentKey } }, context) => findIncident(incidentKey, context),
  }),
  emptyOperation({
    id: 'resolveIncident',
    method: 'post',
    path: '/incidents/{incidentKey}/resolution',
    summary: 'Runs the step again that raised the incident. A job needs retries first.',
    params,
    body: z.strictObject({ operationReference }).nullish(),
    problems: [404, 409, 504],
    run: async ({ params: { incidentKey } }, context) => {
      const { services, caller } = context;
      const incident = await findIncident(incidentKey, context);
      if (incident.state === 'RESOLVED' && caller.idempotencyKey === null) {
        throw new ApiProblem(404, 'incident.resolved', { key: incidentKey });
      }
      await services.requests.submit({
        instanceKey: incident.processInstanceKey,
        tenantId: incident.tenantId,
        operation: { type: 'resolveIncident', incident: incidentKey },
        idempotencyKey: caller.idempotencyKey,
      });
    },
  }),
  jsonOperation({
    id: 'resolveProcessInstanceIncidents',
    method: 'post',
    path: '/process-instances/{processInstanceKey}/incident-resolution',
    summary: 'Resolves the open incidents of an instance and of the instances that it called, as far as each can be.',
    params: z.object({ processInstanceKey: keySchema }),
    answer: z.object({ batchOperationKey: z.string(), batchOperationType: z.literal('RESOLVE_INCIDENT') }),
    problems: [404],
    run: async ({ params: { processInstanceKey } }, { services }) => {
      const instance = await findInstance(services.database.pool, processInstanceKey);
      if (instance === null) throw new ApiProblem(404, 'instance.notFound', { key: processInstanceKey });
      const open = await findOpenIncidents(services.database.pool, processInstanceKey);
      // One that cannot be resolved (no retries left) stays open and does not keep the others from it.
      await Promise.allSettled(
        open.map(({ incidentKey, instanceKey }) =>
          services.requests.submit({
            instanceKey,
            tenantId: instance.tenantId,
            operation: { type: 'resolveIncident', incident: incidentKey },
            idempotencyKey: null,
          }),
        ),
      );
      const batchOperationKey = await services.keys.next(services.database.pool);
      return { batchOperationKey, batchOperationType: 'RESOLVE_INCIDENT' as const };
    },
  }),
];
