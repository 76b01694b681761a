import { openTaskOf } from '../behaviors/task-listener-view.ts';
import { listenersOf, proposeChange } from '../behaviors/task-listeners.ts';
import { mergeUpwards, setAllLocal } from '../behaviors/variables.ts';
import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { findUserTask } from './find-user-task.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/** Writes into the scope itself (`local`), or outwards from it as a result would. */
export function setVariables(run: Run, operation: OperationOf<'setVariables'>): readonly Problem[] {
  const { scope, variables, local } = operation;
  if (run.find(scope) === undefined) {
    return refuse('NOT_FOUND', 'scope.notFound', sayNo('scope.notFound', { key: scope }), { scopeKey: scope });
  }
  const task = openTaskOf(run.state, run.live(scope));
  if (task !== null) {
    const found = findUserTask(run, task.key);
    if (!found.ok) return found.problems;
    if (listenersOf(run, task.wait, 'updating').length > 0) {
      proposeChange(run, task.key, { event: 'updating', action: '', change: {}, variables, local });
      return accepted;
    }
  }
  if (local) setAllLocal(run, scope, variables);
  else mergeUpwards(run, scope, variables);
  return accepted;
}
