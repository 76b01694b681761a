import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { AdHocSubProcess, ElementId } from '#engine/model/definition.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { activateInside, fulfil } from './ad-hoc.ts';

/** What the job of an ad-hoc subprocess answers besides variables. */
export interface AdHocResult {
  readonly activateElements: readonly { readonly elementId: ElementId; readonly variables: JsonObject }[];
  readonly isCompletionConditionFulfilled: boolean;
  readonly isCancelRemainingInstances: boolean;
}

/** What can be started inside: elements that no flow leads to. The others follow them. */
export function activatableIn(run: Run, element: AdHocSubProcess): readonly ElementId[] {
  return element.children.filter((id) => {
    const { incoming, kind } = run.element(id);
    return incoming.length === 0 && kind !== 'boundaryEvent' && kind !== 'eventSubProcess';
  });
}

/** Reads the result of a job; anything else than its known parts is left aside. */
export function readAdHocResult(result: Json | undefined): AdHocResult {
  const given = isObject(result) ? result : {};
  const listed = Array.isArray(given.activateElements) ? given.activateElements : [];
  return {
    activateElements: listed.flatMap((one: Json) => {
      if (!isObject(one) || typeof one.elementId !== 'string') return [];
      return [{ elementId: one.elementId, variables: isObject(one.variables) ? one.variables : {} }];
    }),
    isCompletionConditionFulfilled: given.isCompletionConditionFulfilled === true,
    isCancelRemainingInstances: given.isCancelRemainingInstances === true,
  };
}

export function carryOutAdHocResult(run: Run, adHoc: ElementInstance, result: AdHocResult): void {
  for (const { elementId, variables } of result.activateElements) activateInside(run, adHoc, elementId, variables);
  if (result.isCompletionConditionFulfilled) fulfil(run, adHoc, result.isCancelRemainingInstances, null);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
