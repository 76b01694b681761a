import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { UserTaskResult, VariableSearchResult } from '@camunda8/orchestration-cluster-api';
import { taskDraftSchema } from '#engine/contracts/api/draft.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { SearchAnswer } from './page.ts';
import { searchInstances } from './process-instances.ts';
import { send, sendChecked } from './request.ts';

export type Queue = 'mine' | 'unassigned' | 'all' | 'completed';

export interface TaskRow {
  readonly task: UserTaskResult;
  readonly businessId: string | null;
}

const pageSize = 100;
/** A business id search that fits more instances than this asks for a longer text. */
const mostInstances = 20;

export function taskQueue(queue: Queue, search: string, username: string) {
  return queryOptions({
    queryKey: ['tasks', queue, search, username],
    queryFn: ({ signal }) => rowsOf(queue, search, username, signal),
    placeholderData: keepPreviousData,
    meta: { live: ['tasks'] },
  });
}

async function rowsOf(queue: Queue, search: string, username: string, signal: AbortSignal) {
  const filter = queueFilter(queue, username);
  if (search === '') {
    const found = await searchTasks(filter, signal);
    return { total: found.page.totalItems, rows: await withBusinessIds(found.items, signal) };
  }
  const instances = await searchInstances({ search }, { from: 0, limit: mostInstances }, {}, signal);
  const found = await Promise.all(
    instances.items.map((instance) =>
      searchTasks({ ...filter, processInstanceKey: instance.processInstanceKey }, signal),
    ),
  );
  const tasks = found.flatMap((answer) => answer.items);
  return { total: tasks.length, rows: await withBusinessIds(tasks, signal) };
}

function queueFilter(queue: Queue, username: string): Readonly<Record<string, unknown>> {
  switch (queue) {
    case 'mine':
      return { state: 'CREATED', assignee: username };
    case 'unassigned':
      return { state: 'CREATED', assignee: { $exists: false } };
    case 'all':
      return { state: 'CREATED' };
    case 'completed':
      return { state: 'COMPLETED' };
  }
}

async function searchTasks(filter: Readonly<Record<string, unknown>>, signal: AbortSignal) {
  const done = filter['state'] === 'COMPLETED';
  const sort = done
    ? [{ field: 'completionDate', order: 'DESC' }]
    : [
        { field: 'priority', order: 'DESC' },
        { field: 'creationDate', order: 'ASC' },
      ];
  const body = { filter, sort, page: { from: 0, limit: pageSize } };
  return (await send('/v2/user-tasks/search', { method: 'POST', body, signal })) as SearchAnswer<UserTaskResult>;
}

async function withBusinessIds(tasks: readonly UserTaskResult[], signal: AbortSignal): Promise<readonly TaskRow[]> {
  if (tasks.length === 0) return [];
  const keys = [...new Set(tasks.map((task) => task.processInstanceKey))];
  const page = { from: 0, limit: keys.length };
  const instances = await searchInstances({}, page, { processInstanceKey: { $in: keys } }, signal);
  const ids = new Map(instances.items.map((instance) => [instance.processInstanceKey, instance.businessId]));
  return tasks.map((task) => ({ task, businessId: ids.get(task.processInstanceKey) ?? null }));
}

/** Open tasks in all queues together. */
export const openTaskCount = queryOptions({
  queryKey: ['tasks', 'count'],
  queryFn: async ({ signal }) => {
    const body = { filter: { state: 'CREATED' }, page: { from: 0, limit: 1 } };
    const answer = await send('/v2/user-tasks/search', { method: 'POST', body, signal });
    return (answer as SearchAnswer<UserTaskResult>).page.totalItems;
  },
  meta: { live: ['tasks'] },
});

export function taskByKey(key: string) {
  return queryOptions({
    queryKey: ['task', key],
    queryFn: async ({ signal }) => (await send(`/v2/user-tasks/${key}`, { signal })) as UserTaskResult,
    meta: { live: ['tasks'] },
  });
}

/** Schema of the task's form as form-js reads it, null for a task without form. */
export function taskForm(key: string) {
  return queryOptions({
    queryKey: ['task', key, 'form'],
    queryFn: async ({ signal }) => {
      const form = (await send(`/v2/user-tasks/${key}/form`, { signal })) as { schema: string } | null;
      return form === null ? null : (JSON.parse(form.schema) as JsonObject);
    },
    staleTime: Infinity,
  });
}

/** Values the task sees, nearest scope first. */
export function taskVariables(key: string) {
  return queryOptions({
    queryKey: ['task', key, 'variables'],
    queryFn: async ({ signal }) => {
      const path = `/v2/user-tasks/${key}/variables/search?truncateValues=false`;
      const answer = await send(path, { method: 'POST', body: { page: { from: 0, limit: 500 } }, signal });
      return valuesOf((answer as SearchAnswer<VariableSearchResult>).items);
    },
    staleTime: 60_000,
  });
}

/** The innermost scope has the highest key; it wins over an outer variable of the same name. */
function valuesOf(variables: readonly VariableSearchResult[]): JsonObject {
  const outerFirst = variables.toSorted((a, b) => Number(BigInt(a.scopeKey) - BigInt(b.scopeKey)));
  return Object.fromEntries(outerFirst.map(({ name, value }) => [name, JSON.parse(value) as JsonObject[string]]));
}

export function taskDraft(key: string) {
  return queryOptions({
    queryKey: ['task', key, 'draft'],
    queryFn: ({ signal }) => sendChecked(taskDraftSchema, `/api/user-tasks/${key}/draft`, { signal }),
    staleTime: Infinity,
    gcTime: 0,
  });
}

export async function saveDraft(key: string, data: JsonObject): Promise<void> {
  await send(`/api/user-tasks/${key}/draft`, { method: 'PUT', body: { data }, keepalive: true });
}

export async function claimTask(key: string, assignee: string): Promise<void> {
  const body = { assignee, allowOverride: false, action: 'claim' };
  await send(`/v2/user-tasks/${key}/assignment`, { method: 'POST', body });
}

export async function unclaimTask(key: string): Promise<void> {
  await send(`/v2/user-tasks/${key}/assignee`, { method: 'DELETE' });
}

export async function completeTask(key: string, variables: JsonObject): Promise<void> {
  await send(`/v2/user-tasks/${key}/completion`, { method: 'POST', body: { variables, action: 'complete' } });
}
