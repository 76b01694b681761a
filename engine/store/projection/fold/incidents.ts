import { storableInstant, storableText } from '../storable.ts';
import type { EventOf, FoldContext } from './context.ts';

/** `incident`; the counts and marks that depend on it are made when the rows are written. */
export function foldIncident(context: FoldContext, event: EventOf<'incidentRaised' | 'incidentResolved'>): void {
  const { changes, process } = context;
  changes.incidentsChanged(context.key);
  if (event.type === 'incidentResolved') {
    changes.update('incident', event.key, { state: 'resolved', resolved_at: storableInstant(event.at) });
    return;
  }
  changes.insert('incident', event.key, {
    incident_key: event.key,
    instance_key: context.key,
    tenant_id: context.tenantId,
    process_id: process.processId,
    process_definition_key: process.processDefinitionKey,
    element_instance_key: event.elementInstance,
    element_id: event.element,
    type: event.incident,
    message: storableText(event.message),
    job_key: event.job,
    state: 'active',
    created_at: storableInstant(event.at),
    resolved_at: null,
  });
}
