import type { Failure } from '../attempt.ts';
import type { PendingStep } from '../contract/pending-step.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';

/** The element stops with a message for a person; resolving it runs `retry` (INC1). */
export function raiseIncident(
  run: Run,
  instance: ElementInstance,
  failure: Failure,
  retry: PendingStep | null,
  job: Key | null = null,
): void {
  run.write({
    type: 'incidentRaised',
    key: run.newKey(),
    elementInstance: instance.key,
    element: instance.element,
    incident: failure.incident,
    message: failure.message,
    job,
    retry,
  });
}
