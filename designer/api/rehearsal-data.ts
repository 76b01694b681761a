import { queryOptions } from '@tanstack/react-query';
import { compiledProcessSchema } from '#engine/contracts/api/compiled-process.ts';
import type { InstanceEvents } from '#engine/contracts/api/instance.ts';
import { instanceEventsSchema } from '#engine/contracts/api/instance.ts';
import { sendChecked } from './request.ts';

/** What instances of a version run by. It never changes. */
export function compiledProcess(processDefinitionKey: string) {
  return queryOptions({
    queryKey: ['definition', processDefinitionKey, 'compiled'],
    queryFn: ({ signal }) =>
      sendChecked(compiledProcessSchema, `/api/process-definitions/${processDefinitionKey}/compiled`, { signal }),
    staleTime: Infinity,
  });
}

/** A life longer than this takes too long to play in a page. */
export const mostEvents = 50_000;
const pageSize = 5_000;

/** All events of an instance, in order; null for a life of more than `mostEvents`. */
export function instanceEvents(key: string) {
  return queryOptions({
    queryKey: ['instance', key, 'events'],
    queryFn: async ({ signal }) => {
      const events: InstanceEvents['events'] = [];
      for (let more = true; more;) {
        if (events.length > mostEvents) return null;
        const after = events.at(-1)?.seq ?? 0;
        const path = `/api/instances/${key}/events?after=${after}&limit=${pageSize}`;
        const page = await sendChecked(instanceEventsSchema, path, { signal });
        events.push(...page.events);
        more = page.more;
      }
      return events;
    },
    meta: { instance: key },
  });
}
