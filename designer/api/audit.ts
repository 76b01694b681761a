import { infiniteQueryOptions } from '@tanstack/react-query';
import { auditPageSchema } from '#engine/contracts/api/audit.ts';
import { sendChecked } from './request.ts';

/** Who changed what of an instance, newest first. */
export function instanceAudit(key: string) {
  return infiniteQueryOptions({
    queryKey: ['instance', key, 'audit'],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ instance: key, limit: '20' });
      if (pageParam !== null) query.set('before', pageParam);
      return sendChecked(auditPageSchema, `/api/audit?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.more ? (page.entries.at(-1)?.key ?? null) : null),
    meta: { instance: key },
  });
}
