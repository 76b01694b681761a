import type { Key } from '../contract/state.ts';
import type { Run } from '../run.ts';

/** Terminate end event: all else in the scope ends, then the scope completes as usual (END2). */
export function endScope(run: Run, scope: Key, except: Key): void {
  if (run.live(scope).tokens > 0) run.dropTokens(scope);
  for (const child of Object.keys(run.live(scope).childKeys)) {
    if (child !== except) run.queue({ type: 'terminate', key: child });
  }
}
