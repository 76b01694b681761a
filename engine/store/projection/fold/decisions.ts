import { storableInstant, storableText } from '../storable.ts';
import type { EventOf, FoldContext } from './context.ts';

/** `decision_instance` of decisions that a business rule task evaluated. */
export function foldDecision({ changes, ...context }: FoldContext, event: EventOf<'decisionEvaluated'>): void {
  changes.insert('decision_instance', event.key, {
    decision_instance_key: event.key,
    instance_key: context.key,
    tenant_id: context.tenantId,
    element_instance_key: event.elementInstance,
    decision_id: storableText(event.decisionId),
    decision_definition_key: event.decisionKey,
    state: 'evaluated',
    result: JSON.stringify(event.value),
    explanation: JSON.stringify(event.explanation),
    evaluated_at: storableInstant(event.at),
  });
}
