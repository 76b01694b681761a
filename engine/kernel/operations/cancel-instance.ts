import type { Problem } from '../contract/outcome.ts';
import { terminate } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { accepted } from './refuse.ts';

/**
 * Terminates all there is; compensates nothing, as in Zeebe (OPE2). A suspended instance is cancelled too. Asking again
 * while it is under way is granted.
 */
export function cancelInstance(run: Run): readonly Problem[] {
  if (run.state.status === 'suspended') run.write({ type: 'instanceResumed' });
  terminate(run, run.state.key);
  return accepted;
}
