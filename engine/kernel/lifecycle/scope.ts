import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';

/** Whether elements inside may start and move: not once the scope ends or waits for its children to make way. */
export function takesTokens(scope: ElementInstance): boolean {
  return scope.phase === 'activated' && scope.data.interruption === undefined;
}

/** A body or inner instance has its element's id but none of its mappings, listeners and handlers. */
export function isWrapper(instance: ElementInstance): boolean {
  return instance.kind === 'multiInstanceBody' || instance.kind === 'adHocInnerInstance';
}

/** Whether the instance may move: what surrounds it lets it. The process itself always may. */
export function mayMove(run: Run, instance: ElementInstance): boolean {
  return instance.scope === null || takesTokens(run.live(instance.scope));
}
