import type { InstanceState } from '../contract/state.ts';
import type { EventOf } from './event-of.ts';
import { addWait, removeWait } from './live.ts';

export function applyIncidentEvent(state: InstanceState, event: EventOf<'incidentRaised' | 'incidentResolved'>): void {
  switch (event.type) {
    case 'incidentRaised': {
      const { elementInstance, element, incident, message, job, retry } = event;
      return addWait(state, event.key, { kind: 'incident', elementInstance, element, incident, message, job, retry });
    }
    case 'incidentResolved':
      return removeWait(state, event.key);
  }
}
