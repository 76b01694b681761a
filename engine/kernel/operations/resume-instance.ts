import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { accepted, refuse } from './refuse.ts';

export function resumeInstance(run: Run): readonly Problem[] {
  const { key, status } = run.state;
  if (status !== 'suspended') {
    return refuse('INVALID_STATE', 'instance.notSuspended', `Process instance ${key} is not suspended`, {
      processInstanceKey: key,
    });
  }
  run.write({ type: 'instanceResumed' });
  return accepted;
}
