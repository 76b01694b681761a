import { proposeChange } from '../behaviors/task-listeners.ts';
import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { findUserTask } from './find-user-task.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted } from './refuse.ts';

/** A person has done the task. Whether the values fit its form is checked before (the form is not the kernel's). */
export function completeUserTask(run: Run, operation: OperationOf<'completeUserTask'>): readonly Problem[] {
  const { userTask: key, action, variables } = operation;
  const found = findUserTask(run, key);
  if (!found.ok) return found.problems;
  proposeChange(run, key, { event: 'completing', action, change: {}, variables });
  return accepted;
}
