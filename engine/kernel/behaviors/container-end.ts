import type { Element } from '#engine/model/definition.ts';
import type { ElementInstance } from '../contract/state.ts';
import { start } from '../lifecycle/start.ts';
import { finishTermination } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';

/** A child of a process or subprocess has ended: the last one lets the container end, or its interruption go on (SCP1). */
export function endWithLastChild(run: Run, _element: Element, scope: ElementInstance): void {
  if (scope.children > 0) return;
  if (scope.phase === 'terminating') {
    if (scope.data.undo === undefined) finishTermination(run, scope);
    return;
  }
  if (scope.data.interruption !== undefined && scope.data.interruption !== null) return beginInterruption(run, scope);
  if (scope.tokens === 0 && scope.phase === 'activated') run.queue({ type: 'complete', key: scope.key });
}

/** All that the event subprocess interrupts has gone: it starts. */
export function beginInterruption(run: Run, scope: ElementInstance): void {
  const { interruption } = scope.data;
  if (interruption === undefined || interruption === null) return;
  run.write({ type: 'dataSet', key: scope.key, data: { interruption: null } });
  start(run, interruption.element, scope.key, { data: { payload: interruption.payload } });
}
