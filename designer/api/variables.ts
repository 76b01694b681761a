import { queryOptions } from '@tanstack/react-query';
import type { VariableSearchResult } from '@camunda8/orchestration-cluster-api';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { SearchAnswer } from './page.ts';
import { send } from './request.ts';

/** All variables of an instance, whole values, by scope and name. */
export function instanceVariables(instanceKey: string) {
  return queryOptions({
    queryKey: ['instance', instanceKey, 'variables'],
    queryFn: async ({ signal }) => {
      const body = {
        filter: { processInstanceKey: instanceKey },
        sort: [{ field: 'name', order: 'ASC' }],
        page: { from: 0, limit: 500 },
      };
      const answer = await send('/v2/variables/search?truncateValues=false', { method: 'POST', body, signal });
      return (answer as SearchAnswer<VariableSearchResult>).items;
    },
    meta: { instance: instanceKey },
  });
}

/** Writes into exactly this scope: the instance key, or an element instance's. */
export async function setVariables(scopeKey: string, variables: JsonObject): Promise<void> {
  await send(`/v2/element-instances/${scopeKey}/variables`, { method: 'PUT', body: { variables, local: true } });
}
