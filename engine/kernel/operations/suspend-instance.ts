import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/**
 * Nothing moves until the instance is resumed (SUS1). Timers keep the instants they are due: those that pass meanwhile fire
 * on resumption, in the order they came. Running activities end; their results wait (SUS2). Called processes go on.
 */
export function suspendInstance(run: Run): readonly Problem[] {
  const { key, status } = run.state;
  if (status === 'suspended') {
    const message = sayNo('instance.suspendedAlready', { key });
    return refuse('INVALID_STATE', 'instance.suspended', message, { processInstanceKey: key });
  }
  run.write({ type: 'instanceSuspended' });
  return accepted;
}
