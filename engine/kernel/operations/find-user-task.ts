import type { Problem } from '../contract/outcome.ts';
import type { Key } from '../contract/state.ts';
import type { UserTaskWait } from '../contract/wait.ts';
import type { Run } from '../run.ts';
import { refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

type Found =
  { readonly ok: true; readonly wait: UserTaskWait } | { readonly ok: false; readonly problems: readonly Problem[] };

export function findUserTask(run: Run, key: Key): Found {
  const wait = run.state.waits[key];
  if (wait?.kind === 'userTask') return wait.pending === null ? { ok: true, wait } : busy(key, wait.pending.event);
  const message = sayNo('userTask.notFound', { key });
  return { ok: false, problems: refuse('NOT_FOUND', 'userTask.notFound', message, { userTaskKey: key }) };
}

/** Its task listeners still decide on something else (TSL1). */
function busy(key: Key, event: string): Found {
  const message = sayNo('userTask.inTransition', { key, event });
  return {
    ok: false,
    problems: refuse('INVALID_STATE', 'userTask.inTransition', message, { userTaskKey: key, event }),
  };
}
