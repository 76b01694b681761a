import type { Element, ElementId } from '#engine/model/definition.ts';
import type { CompensationWait } from '../contract/wait.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { startOf } from './subscriptions.ts';

/**
 * A completing activity leaves what can undo it in its scope (CMP1); a subprocess also hands over what its own activities
 * left. Called before the activity's waits are closed.
 */
export function keepCompensation(run: Run, instance: ElementInstance): void {
  if (instance.scope === null || instance.data.index !== undefined) return;
  const element = run.element(instance.element);
  const isInner = instance.kind === 'adHocInnerInstance';
  const eventSubProcess = isInner ? null : compensationStartOf(run, element);
  const handler = isInner ? null : (eventSubProcess ?? handlerOf(element));
  const inside = compensationsOf(run, instance);
  if (handler === null && inside.length === 0) return;
  const scope = instance.scope;
  const own = run.newKey();
  run.write({
    type: 'compensationSubscribed',
    key: own,
    scope,
    element: element.id,
    handler,
    parent: null,
    ...(eventSubProcess !== null && { variables: { ...instance.variables } }),
  });
  for (const [key, inner] of inside) {
    const parent = inner.parent ?? own;
    const { element: activity, handler: undoes, variables } = inner;
    const kept = variables === undefined ? {} : { variables };
    run.write({ type: 'compensationSubscribed', key, scope, element: activity, handler: undoes, parent, ...kept });
  }
}

function handlerOf(element: Element): string | null {
  return 'compensationHandler' in element ? element.compensationHandler : null;
}

/** The event subprocess that undoes this subprocess as a whole (CMP5); null without one. */
function compensationStartOf(run: Run, element: Element): ElementId | null {
  if (!('eventSubProcesses' in element)) return null;
  return element.eventSubProcesses.find((id) => startOf(run, id).trigger.kind === 'compensation') ?? null;
}

/** What the scope instance keeps, in order of completion. */
export function compensationsOf(run: Run, scope: ElementInstance): readonly (readonly [Key, CompensationWait])[] {
  const found: [Key, CompensationWait][] = [];
  for (const key of Object.keys(scope.waitKeys)) {
    const wait = run.state.waits[key];
    if (wait?.kind === 'compensation') found.push([key, wait]);
  }
  return found;
}
