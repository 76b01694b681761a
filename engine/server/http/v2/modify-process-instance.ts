import { z } from 'zod';
import type { Operation as KernelOperation } from '#engine/kernel/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { findInstance } from '#engine/store/instances/index.ts';
import { type Context, emptyOperation } from '../operation.ts';
import { idSchema, keySchema, operationReference, variablesSchema } from './common.ts';

const variableInstructions = z
  .array(z.strictObject({ variables: variablesSchema, scopeId: z.string().default('') }))
  .default([]);

const activation = z.strictObject({
  elementId: idSchema,
  variableInstructions,
  ancestorElementInstanceKey: keySchema.or(z.literal('-1')).nullish(),
});

const movement = z.strictObject({
  sourceElementInstruction: z.discriminatedUnion('sourceType', [
    z.strictObject({ sourceType: z.literal('byId'), sourceElementId: idSchema }),
    z.strictObject({ sourceType: z.literal('byKey'), sourceElementInstanceKey: keySchema }),
  ]),
  targetElementId: idSchema,
  ancestorScopeInstruction: z
    .discriminatedUnion('ancestorScopeType', [
      z.strictObject({ ancestorScopeType: z.literal('direct'), ancestorElementInstanceKey: keySchema }),
      z.strictObject({ ancestorScopeType: z.literal('inferred') }),
      z.strictObject({ ancestorScopeType: z.literal('sourceParent') }),
    ])
    .nullish(),
  variableInstructions,
});

const terminate = z.union([z.strictObject({ elementInstanceKey: keySchema }), z.strictObject({ elementId: idSchema })]);

const body = z.strictObject({
  operationReference,
  activateInstructions: z.array(activation).default([]),
  moveInstructions: z.array(movement).default([]),
  terminateInstructions: z.array(terminate).default([]),
});

/** At the element itself, or behind it as if it had just completed. */
const position = z.enum(['before', 'after']).default('before');

const placedBody = body.extend({
  activateInstructions: z.array(activation.extend({ position })).default([]),
  moveInstructions: z.array(movement.extend({ position })).default([]),
});

/** What both APIs take; Camunda's knows no position. */
type Modification = Pick<z.output<typeof body>, 'terminateInstructions'> & {
  readonly activateInstructions: readonly (z.output<typeof activation> & Placed)[];
  readonly moveInstructions: readonly (z.output<typeof movement> & Placed)[];
};

interface Placed {
  readonly position?: z.output<typeof position>;
}

type ModifyInstance = Extract<KernelOperation, { type: 'modifyInstance' }>;

interface LiveElement {
  readonly key: string;
  readonly elementId: string;
  readonly scopeKey: string | null;
}

const params = z.object({ processInstanceKey: keySchema });

export const modifyProcessInstance = emptyOperation({
  id: 'modifyProcessInstance',
  method: 'post',
  path: '/process-instances/{processInstanceKey}/modification',
  summary: 'Activates, moves and terminates elements of a running instance: all of it, or nothing.',
  params,
  body,
  problems: [404, 409, 504],
  run: ({ params: { processInstanceKey }, body: modification }, context) =>
    modify(processInstanceKey, modification, context),
});

/** As Camunda's operation, and each token may also begin behind its element. */
export const modifyProcessInstanceByPosition = emptyOperation({
  id: 'modifyProcessInstance',
  method: 'post',
  path: '/instances/{processInstanceKey}/modification',
  summary: 'Activates and moves before or after elements, and terminates them: all of it, or nothing.',
  params,
  body: placedBody,
  problems: [404, 409, 504],
  run: ({ params: { processInstanceKey }, body: modification }, context) =>
    modify(processInstanceKey, modification, context),
});

async function modify(instanceKey: string, modification: Modification, context: Context): Promise<void> {
  const { services, caller } = context;
  const instance = await findInstance(services.database.pool, instanceKey);
  if (instance === null) throw new ApiProblem(404, 'instance.notFound', { key: instanceKey });
  const { activateInstructions, moveInstructions, terminateInstructions } = modification;
  if (activateInstructions.length + moveInstructions.length + terminateInstructions.length === 0) {
    throw new ApiProblem(400, 'modification.empty');
  }
  const live = await liveElements(instanceKey, context);
  await services.requests.submit({
    instanceKey,
    tenantId: instance.tenantId,
    operation: toOperation(modification, live),
    idempotencyKey: caller.idempotencyKey,
  });
}

/** The API names elements to terminate and move by id or key; the kernel terminates keys and moves by id. */
function toOperation(modification: Modification, live: readonly LiveElement[]): ModifyInstance {
  const variablesOf = (instructions: z.output<typeof variableInstructions>) =>
    instructions.map(({ scopeId, variables }) => ({ scope: scopeId === '' ? null : scopeId, variables }));
  const terms = (each: Placed & { readonly variableInstructions: z.output<typeof variableInstructions> }) => ({
    variables: variablesOf(each.variableInstructions),
    ...(each.position === 'after' && { after: true }),
  });
  const activateWanted = modification.activateInstructions.map((each) => ({
    element: each.elementId,
    ancestor: ancestorKey(each.ancestorElementInstanceKey),
    ...terms(each),
  }));
  const movesByKey = modification.moveInstructions.flatMap((each) => {
    const source = each.sourceElementInstruction;
    if (source.sourceType === 'byId') return [];
    const found = live.find(({ key }) => key === source.sourceElementInstanceKey);
    const key = source.sourceElementInstanceKey;
    if (found === undefined) throw new ApiProblem(400, 'element.notFound', { key }, { field: 'moveInstructions' });
    return [{ each, found }];
  });
  const byId = modification.moveInstructions.flatMap((each) => {
    const source = each.sourceElementInstruction;
    if (source.sourceType === 'byKey') return [];
    const ancestor = directAncestor(each) ?? sharedParent(each, source.sourceElementId, live);
    return [{ from: source.sourceElementId, to: each.targetElementId, ancestor, ...terms(each) }];
  });
  return {
    type: 'modifyInstance',
    activate: [
      ...activateWanted,
      ...movesByKey.map(({ each, found }) => ({
        element: each.targetElementId,
        ancestor:
          directAncestor(each) ??
          (each.ancestorScopeInstruction?.ancestorScopeType === 'sourceParent' ? found.scopeKey : null),
        ...terms(each),
      })),
    ],
    move: byId,
    terminate: [
      ...modification.terminateInstructions.flatMap((each) =>
        'elementInstanceKey' in each
          ? [each.elementInstanceKey]
          : live.filter(({ elementId }) => elementId === each.elementId).map(({ key }) => key),
      ),
      ...movesByKey.map(({ found }) => found.key),
    ],
  };
}

function ancestorKey(given: string | null | undefined): string | null {
  return given === undefined || given === null || given === '-1' ? null : given;
}

function directAncestor({ ancestorScopeInstruction }: z.output<typeof movement>): string | null {
  return ancestorScopeInstruction?.ancestorScopeType === 'direct'
    ? ancestorScopeInstruction.ancestorElementInstanceKey
    : null;
}

/** `sourceParent`: the scope that the moved instances lie in. */
function sharedParent(
  instruction: z.output<typeof movement>,
  source: string,
  live: readonly LiveElement[],
): string | null {
  if (instruction.ancestorScopeInstruction?.ancestorScopeType !== 'sourceParent') return null;
  return live.find(({ elementId }) => elementId === source)?.scopeKey ?? null;
}

async function liveElements(instanceKey: string, { services }: Context): Promise<readonly LiveElement[]> {
  const { rows } = await services.database.pool.query<{
    element_instance_key: string;
    element_id: string;
    scope_key: string | null;
  }>(
    `select element_instance_key, element_id, scope_key from silkflow.element_instance
     where instance_key = $1 and state = 'active' order by element_instance_key`,
    [instanceKey],
  );
  return rows.map((row) => ({ key: row.element_instance_key, elementId: row.element_id, scopeKey: row.scope_key }));
}
