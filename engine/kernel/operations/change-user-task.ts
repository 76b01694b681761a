import { proposeChange } from '../behaviors/task-listeners.ts';
import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { findUserTask } from './find-user-task.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/** Assigns, unassigns or updates a task. Without `allowOverride` a task that someone else holds is not taken away. */
export function changeUserTask(run: Run, operation: OperationOf<'changeUserTask'>): readonly Problem[] {
  const { userTask: key, change, action, allowOverride } = operation;
  const found = findUserTask(run, key);
  if (!found.ok) return found.problems;
  const { assignee } = found.wait.task;
  if (!allowOverride && assignee !== null && change.assignee != null && assignee !== change.assignee) {
    const message = sayNo('userTask.assigned', { key, assignee });
    return refuse('INVALID_STATE', 'userTask.assigned', message, { userTaskKey: key, assignee });
  }
  const event = change.assignee === undefined ? 'updating' : 'assigning';
  proposeChange(run, key, { event, action, change, variables: {} });
  return accepted;
}
