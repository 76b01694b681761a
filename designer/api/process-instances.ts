import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { instanceDiagramSchema, instanceStateSchema, timelineSchema } from '#engine/contracts/api/instance.ts';
import { waitsSchema } from '#engine/contracts/api/wait.ts';
import type { PageRequest, SearchAnswer } from './page.ts';
import { send, sendChecked } from './request.ts';

export type InstanceState = 'ACTIVE' | 'COMPLETED' | 'TERMINATED' | 'SUSPENDED';

/** What the instances list can be narrowed by; the same object serves list, count and "new since". */
export interface InstanceFilter {
  readonly state?: InstanceState | undefined;
  readonly hasIncident?: boolean | undefined;
  readonly processDefinitionId?: string | undefined;
  readonly processDefinitionVersion?: number | undefined;
  /** Instances with an active instance of this element. */
  readonly elementId?: string | undefined;
  /** Business id, part of one, or an instance key. */
  readonly search?: string | undefined;
  readonly parentProcessInstanceKey?: string | undefined;
}

type Extra = Readonly<Record<string, unknown>>;

function filterBody(filter: InstanceFilter, extra: Extra = {}): Extra {
  const { search, elementId, ...rest } = filter;
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...(elementId === undefined ? {} : { elementId, elementInstanceState: 'ACTIVE' }),
    ...searchBody(search),
    ...extra,
  };
}

/** Long digits are an instance key, anything else is looked for inside the business id. */
function searchBody(search: string | undefined): Extra {
  if (search === undefined || search === '') return {};
  if (/^\d{7,}$/.test(search)) return { processInstanceKey: search };
  return { businessId: { $like: `*${search.replaceAll(/[*?\\]/g, String.raw`\$&`)}*` } };
}

export async function searchInstances(
  filter: InstanceFilter,
  page: PageRequest,
  extra: Extra = {},
  signal?: AbortSignal,
): Promise<SearchAnswer<ProcessInstanceResult>> {
  const body = { filter: filterBody(filter, extra), sort: [{ field: 'startDate', order: 'DESC' }], page };
  const call = { method: 'POST', body, ...(signal === undefined ? {} : { signal }) } as const;
  return (await send('/v2/process-instances/search', call)) as SearchAnswer<ProcessInstanceResult>;
}

/** Not live by itself: rows must not move under the cursor. See `freshRows` and `newerCount`. */
export function instancePage(filter: InstanceFilter, page: PageRequest) {
  return queryOptions({
    queryKey: ['instances', 'page', filter, page],
    queryFn: ({ signal }) => searchInstances(filter, page, {}, signal),
    placeholderData: keepPreviousData,
  });
}

/** The same rows again, whatever they have become since. */
export function freshRows(keys: readonly string[]) {
  return queryOptions({
    queryKey: ['instances', 'rows', keys],
    queryFn: ({ signal }) =>
      searchInstances({}, { from: 0, limit: keys.length }, { processInstanceKey: { $in: keys } }, signal),
    enabled: keys.length > 0,
    placeholderData: keepPreviousData,
    meta: { live: ['instances'] },
  });
}

/** Which of these instances are suspended: `/v2` calls them active. */
export function suspendedAmong(keys: readonly string[]) {
  return queryOptions({
    queryKey: ['instances', 'suspended', keys],
    queryFn: async ({ signal }) => {
      const page = { from: 0, limit: keys.length };
      const answer = await searchInstances({ state: 'SUSPENDED' }, page, { processInstanceKey: { $in: keys } }, signal);
      return answer.items.map(({ processInstanceKey }) => processInstanceKey as string);
    },
    enabled: keys.length > 0,
    placeholderData: keepPreviousData,
    meta: { live: ['instances'] },
  });
}

/** How many matching instances started after the list was read. */
export function newerCount(filter: InstanceFilter, since: string | null) {
  return queryOptions({
    queryKey: ['instances', 'newer', filter, since],
    queryFn: async ({ signal }) => {
      const extra = since === null ? {} : { startDate: { $gt: since } };
      return (await searchInstances(filter, { from: 0, limit: 1 }, extra, signal)).page.totalItems;
    },
    meta: { live: ['instances'] },
  });
}

export function instanceCount(filter: InstanceFilter) {
  return queryOptions({
    queryKey: ['instances', 'count', filter],
    queryFn: async ({ signal }) => (await searchInstances(filter, { from: 0, limit: 1 }, {}, signal)).page.totalItems,
    placeholderData: keepPreviousData,
    meta: { live: ['instances'] },
  });
}

export function instanceByKey(key: string) {
  return queryOptions({
    queryKey: ['instance', key, 'head'],
    queryFn: async ({ signal }) => (await send(`/v2/process-instances/${key}`, { signal })) as ProcessInstanceResult,
    meta: { instance: key },
  });
}

/** What `/v2` has no word for: that it is suspended. */
export function instanceState(key: string) {
  return queryOptions({
    queryKey: ['instance', key, 'state'],
    queryFn: ({ signal }) => sendChecked(instanceStateSchema, `/api/instances/${key}`, { signal }),
    meta: { instance: key },
  });
}

export function childrenOf(key: string) {
  return queryOptions({
    queryKey: ['instance', key, 'children'],
    queryFn: ({ signal }) => searchInstances({ parentProcessInstanceKey: key }, { from: 0, limit: 50 }, {}, signal),
    meta: { instance: key },
  });
}

export function instanceDiagram(key: string) {
  return queryOptions({
    queryKey: ['instance', key, 'diagram'],
    queryFn: ({ signal }) => sendChecked(instanceDiagramSchema, `/api/instances/${key}/diagram`, { signal }),
    meta: { instance: key },
  });
}

export function instanceWaits(key: string) {
  return queryOptions({
    queryKey: ['instance', key, 'waits'],
    queryFn: async ({ signal }) => (await sendChecked(waitsSchema, `/api/instances/${key}/waits`, { signal })).waits,
    meta: { instance: key },
  });
}

export async function timelinePage(key: string, before: number | null, all: boolean, signal: AbortSignal) {
  const query = new URLSearchParams({ limit: '60', all: String(all) });
  if (before !== null) query.set('before', String(before));
  return sendChecked(timelineSchema, `/api/instances/${key}/timeline?${query}`, { signal });
}
