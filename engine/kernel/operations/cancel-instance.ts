import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { accepted } from './refuse.ts';

/** Terminates all there is; compensates nothing, as in Zeebe (OPE2). Asking again while it is under way is granted. */
export function cancelInstance(run: Run): readonly Problem[] {
  run.queue({ type: 'terminate', key: run.state.key });
  return accepted;
}
