import type { Problem } from '../contract/outcome.ts';
import type { Key } from '../contract/state.ts';
import type { UserTaskWait } from '../contract/wait.ts';
import type { Run } from '../run.ts';
import { refuse } from './refuse.ts';

type Found =
  { readonly ok: true; readonly wait: UserTaskWait } | { readonly ok: false; readonly problems: readonly Problem[] };

export function findUserTask(run: Run, key: Key): Found {
  const wait = run.state.waits[key];
  if (wait?.kind === 'userTask') return { ok: true, wait };
  const message = `There is no open user task ${key}`;
  return { ok: false, problems: refuse('NOT_FOUND', 'userTask.notFound', message, { userTaskKey: key }) };
}
