import { closeWait } from '../behaviors/close-waits.ts';
import { trigger } from '../behaviors/triggers.ts';
import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/** A message of the inbox has matched this subscription (MSG2). One that interrupts is closed with it. */
export function correlateMessage(run: Run, operation: OperationOf<'correlateMessage'>): readonly Problem[] {
  const { subscription: key, messageKey, variables } = operation;
  const wait = run.state.waits[key];
  if (wait?.kind !== 'message') {
    const message = sayNo('subscription.noMessage', { key });
    return refuse('NOT_FOUND', 'subscription.notFound', message, { subscriptionKey: key });
  }
  const owner = run.live(wait.elementInstance);
  run.write({ type: 'messageCorrelated', key, messageKey, variables });
  if (wait.interrupting) closeWait(run, key, wait);
  trigger(run, owner, wait, variables);
  return accepted;
}
