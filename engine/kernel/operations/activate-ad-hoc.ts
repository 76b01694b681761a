import type { AdHocSubProcess, ElementId } from '#engine/model/definition.ts';
import { activateInside } from '../behaviors/ad-hoc.ts';
import { activatableIn } from '../behaviors/ad-hoc-results.ts';
import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/** Starts elements of an ad-hoc subprocess on request, beside those that run or in their place (ADH6). */
export function activateAdHoc(run: Run, operation: OperationOf<'activateAdHoc'>): readonly Problem[] {
  const { adHocSubProcess: key, elements, cancelRemaining } = operation;
  const instance = run.find(key);
  const element = instance === undefined ? undefined : run.element(instance.element);
  if (instance?.kind !== 'adHocSubProcess' || element?.kind !== 'adHocSubProcess') {
    const message = sayNo('adHoc.notFound', { key });
    return refuse('NOT_FOUND', 'adHoc.notFound', message, { elementInstanceKey: key });
  }
  const ids = elements.map(({ element: id }) => id);
  const problems = refuseUnknown(run, element, ids);
  if (problems.length > 0) return problems;
  if (instance.phase !== 'activated' || instance.data.fulfilled === true) {
    const message = sayNo('adHoc.closed', { key });
    return refuse('INVALID_STATE', 'adHoc.closed', message, { elementInstanceKey: key });
  }
  const before = Object.keys(instance.childKeys);
  for (const { element: id, variables } of elements) activateInside(run, instance, id, variables);
  if (cancelRemaining) for (const child of before) run.queue({ type: 'terminate', key: child });
  return accepted;
}

/** One problem for each element that cannot be started. */
export function refuseUnknown(run: Run, element: AdHocSubProcess, ids: readonly ElementId[]): readonly Problem[] {
  const activatable = activatableIn(run, element);
  return ids
    .filter((id) => !activatable.includes(id))
    .flatMap((id) => {
      const message = sayNo('adHoc.unknownElement', { id, element: element.id });
      return refuse('NOT_FOUND', 'adHoc.unknownElement', message, { elementId: id });
    });
}
