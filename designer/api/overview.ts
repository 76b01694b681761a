import { queryOptions } from '@tanstack/react-query';
import { sessionSchema } from '#engine/contracts/api/session.ts';
import { todaySchema } from '#engine/contracts/api/today.ts';
import { sendChecked } from './request.ts';

export const session = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => sendChecked(sessionSchema, '/api/session', { signal }),
  staleTime: 60_000,
});

export function today(zone: string) {
  return queryOptions({
    queryKey: ['today', zone],
    queryFn: ({ signal }) => sendChecked(todaySchema, `/api/today?${new URLSearchParams({ zone })}`, { signal }),
    meta: { live: ['instances', 'tasks', 'incidents'] },
  });
}
