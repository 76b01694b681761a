import { queryOptions } from '@tanstack/react-query';
import { gatheringPageSchema } from '#engine/contracts/api/gathering.ts';
import { sendChecked } from './request.ts';

/** What has come for start events of a version that wait for several things, oldest first. */
export function gatheringsOf(processDefinitionKey: string) {
  return queryOptions({
    queryKey: ['definition', processDefinitionKey, 'gatherings'],
    queryFn: ({ signal }) =>
      sendChecked(gatheringPageSchema, `/api/process-definitions/${processDefinitionKey}/gatherings`, { signal }),
    meta: { live: ['instances', 'messages'] },
  });
}
