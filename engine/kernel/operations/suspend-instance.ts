import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { accepted, refuse } from './refuse.ts';

export function suspendInstance(run: Run): readonly Problem[] {
  const { key, status } = run.state;
  if (status === 'suspended') {
    return refuse('INVALID_STATE', 'instance.suspended', `Process instance ${key} is suspended already`, {
      processInstanceKey: key,
    });
  }
  run.write({ type: 'instanceSuspended' });
  return accepted;
}
