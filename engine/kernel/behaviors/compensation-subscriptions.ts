import type { Element } from '#engine/model/definition.ts';
import type { CompensationWait } from '../contract/wait.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';

/**
 * A completing activity leaves what can undo it in its scope (CMP1); a subprocess also hands over what its own activities
 * left. Called before the activity's waits are closed.
 */
export function keepCompensation(run: Run, instance: ElementInstance): void {
  if (instance.scope === null || instance.data.index !== undefined) return;
  const element = run.element(instance.element);
  const handler = handlerOf(element);
  const inside = compensationsOf(run, instance);
  if (handler === null && inside.length === 0) return;
  const scope = instance.scope;
  const own = run.newKey();
  run.write({ type: 'compensationSubscribed', key: own, scope, element: element.id, handler, parent: null });
  for (const [key, inner] of inside) {
    const parent = inner.parent ?? own;
    run.write({ type: 'compensationSubscribed', key, scope, element: inner.element, handler: inner.handler, parent });
  }
}

function handlerOf(element: Element): string | null {
  return 'compensationHandler' in element ? element.compensationHandler : null;
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
