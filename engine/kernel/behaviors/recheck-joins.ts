import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';

/** Called when something in the scope has ended: a join that waited for it may go on. */
export function checkJoinsLater(run: Run, scope: ElementInstance): void {
  if (scope.joins === undefined && scope.data.resetting === undefined) return;
  for (const gateway of run.linked.topology.joinsIn.get(scope.element) ?? []) {
    if (scope.joins?.[gateway] !== undefined || scope.data.resetting?.[gateway] !== undefined)
      run.queue({ type: 'checkJoin', gateway, scope: scope.key });
  }
}
