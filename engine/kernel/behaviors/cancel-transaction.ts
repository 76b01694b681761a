import type { ElementInstance, Key } from '../contract/state.ts';
import { interrupt, terminate } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { throwCompensation } from './compensation.ts';
import { endScope } from './terminate-scope.ts';

/**
 * A cancel end event (BPMN 2.0 §13.3.4): what still runs in the transaction ends, what has completed is compensated (TRA1),
 * then the transaction ends by its cancel boundary event (TRA2).
 */
export function cancelTransaction(run: Run, event: ElementInstance): void {
  if (event.scope !== null) endScope(run, event.scope, event.key);
  throwCompensation(run, event, null);
}

/** Everything is compensated: the token goes on behind the cancel boundary event; without one it ends here. */
export function leaveTransaction(run: Run, scope: Key): void {
  const transaction = run.live(scope);
  const host =
    transaction.data.index === undefined || transaction.scope === null ? transaction : run.live(transaction.scope);
  const element = run.element(transaction.element);
  const events = 'boundary' in element ? element.boundary.map((id) => run.element(id)) : [];
  const boundary = events.find((one) => one.kind === 'boundaryEvent' && one.trigger.kind === 'cancel');
  if (boundary === undefined) terminate(run, host.key);
  else interrupt(run, host, boundary.id, {});
}
