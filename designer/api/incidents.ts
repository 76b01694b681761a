import { queryOptions } from '@tanstack/react-query';
import type { IncidentResult } from '@camunda8/orchestration-cluster-api';
import type { SearchAnswer } from './page.ts';
import { send } from './request.ts';

export function instanceIncidents(instanceKey: string) {
  return queryOptions({
    queryKey: ['instance', instanceKey, 'incidents'],
    queryFn: async ({ signal }) => {
      const filter = { processInstanceKey: instanceKey, state: 'ACTIVE' };
      const answer = await send('/v2/incidents/search', { method: 'POST', body: { filter }, signal });
      return (answer as SearchAnswer<IncidentResult>).items;
    },
    meta: { instance: instanceKey },
  });
}

/** Gives a used-up job one more try before the incident is resolved; without it the job would not be offered again. */
export async function retryIncident(incident: { readonly incidentKey: string; readonly jobKey: string | null }) {
  if (incident.jobKey !== null) {
    await send(`/v2/jobs/${incident.jobKey}`, { method: 'PATCH', body: { changeset: { retries: 1 } } });
  }
  await send(`/v2/incidents/${incident.incidentKey}/resolution`, { method: 'POST', body: {} });
}
