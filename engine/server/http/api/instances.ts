import { z } from 'zod';
import { instanceEventsSchema, instanceStateSchema, restartedInstanceSchema } from '#engine/contracts/api/index.ts';
import type { Operation as KernelOperation } from '#engine/kernel/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { readEventPage } from '#engine/store/insight/index.ts';
import { findInstance, hasEnded, type InstanceState, readInstanceState } from '#engine/store/instances/index.ts';
import { type Context, emptyOperation, jsonOperation, type Operation } from '../operation.ts';
import { idSchema, keySchema, optionalVariables } from '../v2/common.ts';
import { modifyProcessInstanceByPosition } from '../v2/modify-process-instance.ts';

const params = z.object({ processInstanceKey: keySchema });
const noBody = z.strictObject({}).nullish();

async function instanceOr404(key: string, { services }: Context): Promise<InstanceState> {
  const instance = await findInstance(services.database.pool, key);
  if (instance === null) throw new ApiProblem(404, 'instance.notFound', { key });
  return instance;
}

/** Asks it of the instance itself. An ended one answers only who repeats an idempotency key. */
async function submit(key: string, operation: KernelOperation, context: Context): Promise<void> {
  const { services, caller } = context;
  const instance = await instanceOr404(key, context);
  const { idempotencyKey } = caller;
  if (hasEnded(instance) && idempotencyKey === null) throw new ApiProblem(404, 'instance.ended', { key });
  await services.requests.submit({ instanceKey: key, tenantId: instance.tenantId, operation, idempotencyKey });
}

/** What Camunda's API has no operation for: suspension, resumption, restart, modification behind elements; and the events. */
export const instanceOperations: readonly Operation[] = [
  jsonOperation({
    id: 'getInstanceState',
    method: 'get',
    path: '/instances/{processInstanceKey}',
    summary: 'Whether an instance runs, is suspended or has ended.',
    params,
    answer: instanceStateSchema,
    problems: [404],
    run: async ({ params: { processInstanceKey: key } }, { services }) => {
      const state = await readInstanceState(services.database.pool, key);
      if (state === null) throw new ApiProblem(404, 'instance.notFound', { key });
      return state;
    },
  }),
  jsonOperation({
    id: 'getInstanceEvents',
    method: 'get',
    path: '/instances/{processInstanceKey}/events',
    summary: 'Every event of an instance as it was written, oldest first: together they make its state.',
    params,
    query: z.object({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
    }),
    answer: instanceEventsSchema,
    problems: [404],
    run: async ({ params: { processInstanceKey: key }, query }, context) => {
      await instanceOr404(key, context);
      return readEventPage(context.services.database.pool, key, query);
    },
  }),
  emptyOperation({
    id: 'suspendProcessInstance',
    method: 'post',
    path: '/instances/{processInstanceKey}/suspension',
    summary: 'Holds an instance where it is until it is resumed. Processes that it has called go on.',
    params,
    body: noBody,
    problems: [404, 409, 504],
    run: ({ params: { processInstanceKey } }, context) =>
      submit(processInstanceKey, { type: 'suspendInstance' }, context),
  }),
  emptyOperation({
    id: 'resumeProcessInstance',
    method: 'post',
    path: '/instances/{processInstanceKey}/resumption',
    summary: 'Lets a suspended instance go on with what has come for it meanwhile.',
    params,
    body: noBody,
    problems: [404, 409, 504],
    run: ({ params: { processInstanceKey } }, context) =>
      submit(processInstanceKey, { type: 'resumeInstance' }, context),
  }),
  modifyProcessInstanceByPosition,
  jsonOperation({
    id: 'restartProcessInstance',
    method: 'post',
    path: '/instances/{processInstanceKey}/restart',
    summary: 'Starts an ended instance anew, with its variables, at the elements named or from the beginning.',
    params,
    body: z
      .strictObject({
        /** Empty = at the none start event. */
        startInstructions: z.array(z.strictObject({ elementId: idSchema })).default([]),
        /** In addition to those that the instance ended with, or in their place. */
        variables: optionalVariables,
        /** Another version; absent = the one that it ended with. */
        processDefinitionKey: keySchema.nullish(),
      })
      .nullish(),
    answer: restartedInstanceSchema,
    problems: [404, 409],
    run: async ({ params: { processInstanceKey: key }, body }, { services, caller }) => {
      const instance = await services.starter.restart(key, {
        startBefore: body?.startInstructions.map(({ elementId }) => elementId) ?? [],
        variables: body?.variables ?? {},
        processDefinitionKey: body?.processDefinitionKey ?? null,
        idempotencyKey: caller.idempotencyKey,
      });
      return {
        processInstanceKey: instance.instanceKey,
        restartedFrom: key,
        processDefinitionKey: instance.processDefinitionKey,
        processDefinitionId: instance.processId,
        processDefinitionVersion: instance.version,
      };
    },
  }),
];
