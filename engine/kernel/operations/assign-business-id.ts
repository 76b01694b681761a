import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/** Gives an instance its business id after the start; once, and for good. */
export function assignBusinessId(run: Run, operation: OperationOf<'assignBusinessId'>): readonly Problem[] {
  const { businessId } = run.state;
  if (businessId !== null) {
    const message = sayNo('businessId.assigned', { key: run.state.key, businessId });
    return refuse('INVALID_STATE', 'businessId.assigned', message, { businessId });
  }
  run.write({ type: 'businessIdAssigned', businessId: operation.businessId });
  return accepted;
}
