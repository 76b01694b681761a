import type { ActivityInput, ActivityResult } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import { effectKey, proposedVariables, variablesOf } from '#engine/kernel/index.ts';
import type { AnswerTo, ElementInstance, InstanceState, Linked } from '#engine/kernel/index.ts';
import { headersOf } from './job-headers.ts';

/** What the activity of this element instance is given. Pure: a fused run outside the sandbox gives the same. */
export function activityInput(linked: Linked, state: InstanceState, elementInstance: string): ActivityInput {
  const instance = state.elements[elementInstance];
  if (instance === undefined) throw new Error(`No live element has the key ${elementInstance}`);
  return {
    variables: { ...variablesFor(state, elementInstance), ...proposedVariables(state, instance) },
    headers: headersOf(linked, state, instance),
    processInstanceKey: state.key,
    elementInstanceKey: elementInstance,
    elementId: instance.element,
    processId: linked.definition.processId,
    idempotencyKey: effectKey(state, elementInstance) + suffixOf(instance),
    businessId: state.businessId,
  };
}

/** One element instance can ask for several things: its listeners, and what an ad-hoc subprocess is to do next. */
function suffixOf({ element, kind, data: { listener }, visits }: ElementInstance): string {
  if (listener !== undefined && listener !== null) {
    // Task listeners are asked about each change anew.
    const round = listener.round === undefined ? '' : `:${listener.round}`;
    return `:${listener.event}:${listener.index}${round}`;
  }
  return kind === 'adHocSubProcess' ? `:${visits?.[element] ?? 0}` : '';
}

/** Without the outputs that a multi-instance body has collected so far: they would make n items cost n² characters. */
function variablesFor(state: InstanceState, elementInstance: string): JsonObject {
  const { elements } = state;
  const variables = { ...variablesOf(state, elementInstance) };
  for (let at = elements[elementInstance]; at !== undefined; at = at.scope === null ? undefined : elements[at.scope]) {
    const collected = at.multiInstance;
    if (collected?.outputCollection == null) continue;
    if (variables[collected.outputCollection] === collected.outputs) delete variables[collected.outputCollection];
  }
  return variables;
}

/** The kernel's word for what an activity has answered. */
export function activityAnswer(result: ActivityResult): AnswerTo<'runActivity'> {
  switch (result.kind) {
    case 'completed':
      return {
        type: 'activityCompleted',
        variables: result.variables,
        ...(result.result !== undefined && { result: result.result }),
      };
    case 'businessError':
      return {
        type: 'activityErrorThrown',
        code: result.code,
        message: result.message,
        variables: result.variables ?? {},
      };
    case 'fatal':
      return { type: 'activityFailed', message: result.message };
  }
}
