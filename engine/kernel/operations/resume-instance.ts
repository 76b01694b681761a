import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/** The instance goes on with what has waited for it. */
export function resumeInstance(run: Run): readonly Problem[] {
  const { key, status } = run.state;
  if (status !== 'suspended') {
    const message = sayNo('instance.notSuspended', { key });
    return refuse('INVALID_STATE', 'instance.notSuspended', message, { processInstanceKey: key });
  }
  run.write({ type: 'instanceResumed' });
  return accepted;
}
