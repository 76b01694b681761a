import { z } from 'zod';
import type { Json } from '#engine/contracts/json.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { awaitEnd } from '#engine/server/services/await-end.ts';
import type { InstanceState, ProcessChoice } from '#engine/store/instances/index.ts';
import { type Context, jsonOperation } from '../operation.ts';
import { checkTenant, idSchema, keySchema, operationReference, optionalVariables, tenantSchema } from './common.ts';

const tag = z.string().regex(/^[A-Za-z][A-Za-z0-9_\-:.]{0,99}$/);

const common = {
  variables: optionalVariables,
  tenantId: tenantSchema,
  operationReference,
  startInstructions: z.array(z.strictObject({ elementId: idSchema })).default([]),
  // Terminating after an element is refused instead of ignored: the schema holds none.
  runtimeInstructions: z.array(z.never()).default([]),
  awaitCompletion: z.boolean().default(false),
  fetchVariables: z.array(z.string()).nullish(),
  requestTimeout: z.int().default(0),
  tags: z.array(tag).max(10).default([]),
  businessId: z.string().min(1).max(256).nullish(),
};

const byKey = z.strictObject({
  ...common,
  processDefinitionKey: keySchema,
  processDefinitionVersion: z.int().default(-1),
});
const byId = z.strictObject({
  ...common,
  processDefinitionId: idSchema,
  processDefinitionVersion: z.int().default(-1),
});

const answer = z.object({
  processDefinitionKey: z.string(),
  processDefinitionId: z.string(),
  processDefinitionVersion: z.int(),
  processInstanceKey: z.string(),
  tenantId: z.string(),
  /** Empty unless the call waited for the end. */
  variables: z.record(z.string(), z.unknown()),
  tags: z.array(z.string()),
  businessId: z.string().nullable(),
});

type Body = z.output<typeof byKey> | z.output<typeof byId>;

/** Zero lets the server choose. */
const defaultAwaitMs = 10_000;

export const createProcessInstance = jsonOperation({
  id: 'createProcessInstance',
  method: 'post',
  path: '/process-instances',
  summary:
    'Starts an instance. With the header Idempotency-Key, the same key again answers the instance that it started first.',
  body: z.union([byKey, byId]),
  answer,
  problems: [404, 409, 504],
  run: async ({ body }, context) => {
    const { services, caller } = context;
    const instance = await services.starter.start({
      process: choice(body),
      variables: body.variables,
      businessId: body.businessId ?? null,
      tags: body.tags,
      startBefore: body.startInstructions.map(({ elementId }) => elementId),
      idempotencyKey: caller.idempotencyKey,
    });
    return {
      processDefinitionKey: instance.processDefinitionKey,
      processDefinitionId: instance.processId,
      processDefinitionVersion: instance.version,
      processInstanceKey: instance.instanceKey,
      tenantId: instance.tenantId,
      variables: body.awaitCompletion ? await resultOf(instance, body, context) : {},
      tags: [...instance.tags],
      businessId: instance.businessId,
    };
  },
});

function choice(body: Body): ProcessChoice {
  const tenantId = checkTenant(body.tenantId);
  if ('processDefinitionKey' in body) return { by: 'key', key: body.processDefinitionKey };
  const version = body.processDefinitionVersion === -1 ? null : body.processDefinitionVersion;
  return { by: 'id', tenantId, processId: body.processDefinitionId, version };
}

async function resultOf(
  instance: InstanceState,
  body: Body,
  { services, caller }: Context,
): Promise<Record<string, Json>> {
  const timeoutMs = body.requestTimeout > 0 ? body.requestTimeout : defaultAwaitMs;
  const ended = await awaitEnd(services, instance.instanceKey, { timeoutMs, gone: caller.gone() });
  if (ended === null) {
    throw new ApiProblem(504, 'instance.notEnded', { key: instance.instanceKey, seconds: timeoutMs / 1000 });
  }
  const result = JSON.parse(ended.result ?? '{}') as Record<string, Json>;
  const wanted = body.fetchVariables ?? [];
  if (wanted.length === 0) return result;
  return Object.fromEntries(Object.entries(result).filter(([name]) => wanted.includes(name)));
}
