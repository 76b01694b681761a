import { trigger } from '../behaviors/triggers.ts';
import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/** A broadcast signal reaches one of this instance's subscriptions (SIG1). */
export function catchSignal(run: Run, operation: OperationOf<'catchSignal'>): readonly Problem[] {
  const { subscription: key, variables } = operation;
  const wait = run.state.waits[key];
  if (wait?.kind !== 'signal') {
    const message = sayNo('subscription.noSignal', { key });
    return refuse('NOT_FOUND', 'subscription.notFound', message, { subscriptionKey: key });
  }
  run.write({ type: 'signalCaught', key, variables });
  trigger(run, run.live(wait.elementInstance), wait, variables);
  return accepted;
}
