import { storableInstant, storableOrNull } from '../storable.ts';
import type { EventOf, FoldContext } from './context.ts';

type ElementEvent = EventOf<
  | 'elementActivating'
  | 'elementActivated'
  | 'elementCompleting'
  | 'elementCompleted'
  | 'elementTerminating'
  | 'elementTerminated'
  | 'flowTaken'
>;

/** `element_instance` and `sequence_flow`. The phases between activating and the end all show as active. */
export function foldElement(context: FoldContext, event: ElementEvent): void {
  const { changes, process } = context;
  switch (event.type) {
    case 'elementActivating':
      changes.insert('element_instance', event.key, {
        element_instance_key: event.key,
        instance_key: context.key,
        tenant_id: context.tenantId,
        process_id: process.processId,
        process_definition_key: process.processDefinitionKey,
        element_id: event.element,
        element_name: storableOrNull(process.nameOf(event.element)),
        kind: event.kind,
        scope_key: event.scope,
        state: 'active',
        started_at: storableInstant(event.at),
        ended_at: null,
        incident_key: null,
      });
      break;
    case 'elementCompleted':
      changes.update('element_instance', event.key, { state: 'completed', ended_at: storableInstant(event.at) });
      break;
    case 'elementTerminated':
      changes.update('element_instance', event.key, { state: 'terminated', ended_at: storableInstant(event.at) });
      break;
    case 'flowTaken':
      changes.takeFlow(context.key, event.flow);
      break;
    case 'elementActivated':
    case 'elementCompleting':
    case 'elementTerminating':
      break;
    default:
      event satisfies never;
  }
}
