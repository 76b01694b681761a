import { queryOptions } from '@tanstack/react-query';
import type { ProcessDefinitionResult, ProcessElementStatisticsResult } from '@camunda8/orchestration-cluster-api';
import type { SearchAnswer } from './page.ts';
import { send, sendForText } from './request.ts';

/** Every deployed version, by process id, newest first. */
export const processDefinitions = queryOptions({
  queryKey: ['definitions'],
  queryFn: async ({ signal }) => {
    const sort = [
      { field: 'processDefinitionId', order: 'ASC' },
      { field: 'version', order: 'DESC' },
    ];
    const body = { filter: {}, sort, page: { from: 0, limit: 1_000 } };
    const answer = await send('/v2/process-definitions/search', { method: 'POST', body, signal });
    return (answer as SearchAnswer<ProcessDefinitionResult>).items;
  },
  meta: { live: ['deployments'] },
  staleTime: 30_000,
});

/** A deployed diagram never changes. */
export function processXml(processDefinitionKey: string) {
  return queryOptions({
    queryKey: ['definition', processDefinitionKey, 'xml'],
    queryFn: ({ signal }) => sendForText(`/v2/process-definitions/${processDefinitionKey}/xml`, { signal }),
    staleTime: Infinity,
  });
}

/** How many instances stand at, or have passed, each element of one version. */
export function elementCounts(processDefinitionKey: string) {
  return queryOptions({
    queryKey: ['definition', processDefinitionKey, 'counts'],
    queryFn: async ({ signal }) => {
      const path = `/v2/process-definitions/${processDefinitionKey}/statistics/element-instances`;
      const answer = await send(path, { method: 'POST', body: { filter: {} }, signal });
      return (answer as { items: readonly ProcessElementStatisticsResult[] }).items;
    },
    meta: { live: ['instances'] },
  });
}

export async function startInstance(processDefinitionKey: string, variables: unknown): Promise<string> {
  const answer = await send('/v2/process-instances', { method: 'POST', body: { processDefinitionKey, variables } });
  return (answer as { processInstanceKey: string }).processInstanceKey;
}
