import { sql } from 'kysely';
import { z } from 'zod';
import { searchEffectiveVariables } from '#engine/store/user-tasks/effective-variables.ts';
import { pageAnswerSchema } from '#engine/store/search/page.ts';
import { textFilter } from '#engine/store/search/field.ts';
import { userTaskItem, userTasks } from '#engine/store/search/user-tasks.ts';
import { truncated, variableItem, variables } from '#engine/store/search/variables.ts';
import { emptyOperation, jsonOperation, type Operation, optionalJsonOperation } from '../operation.ts';
import { keySchema, optionalVariables } from './common.ts';
import { formResult } from './forms.ts';
import { searchOperation } from './search-operation.ts';
import { truncateQuery } from './variables.ts';

const params = z.object({ userTaskKey: keySchema });
const dateTime = z.iso.datetime({ offset: true });
const action = z.string().nullish();

const changeset = z.strictObject({
  dueDate: dateTime.or(z.literal('')).nullish(),
  followUpDate: dateTime.or(z.literal('')).nullish(),
  candidateUsers: z.array(z.string()).nullish(),
  candidateGroups: z.array(z.string()).nullish(),
  priority: z.int().min(0).max(100).nullish(),
});

export const userTaskOperations: readonly Operation[] = [
  searchOperation({
    id: 'searchUserTasks',
    path: '/user-tasks/search',
    summary: 'Finds user tasks.',
    searchable: userTasks,
  }),
  jsonOperation({
    id: 'getUserTask',
    method: 'get',
    path: '/user-tasks/{userTaskKey}',
    summary: 'One user task.',
    params,
    answer: userTaskItem,
    problems: [404],
    run: ({ params: { userTaskKey } }, { services }) => services.userTasks.get(userTaskKey),
  }),
  optionalJsonOperation({
    id: 'getUserTaskForm',
    method: 'get',
    path: '/user-tasks/{userTaskKey}/form',
    summary: 'The form of a user task; 204 when it has none.',
    params,
    answer: formResult,
    problems: [404],
    run: async ({ params: { userTaskKey } }, { services }) => {
      await services.userTasks.get(userTaskKey);
      return services.forms.taskForm(userTaskKey);
    },
  }),
  searchOperation({
    id: 'searchUserTaskVariables',
    path: '/user-tasks/{userTaskKey}/variables/search',
    summary: 'Finds the variables that a user task sees, those of every scope around it.',
    params,
    query: truncateQuery,
    searchable: variables,
    scope: async ({ userTaskKey }, { services }) => {
      const task = await services.userTasks.get(userTaskKey);
      return sql`v.instance_key = ${task.processInstanceKey} and v.scope_key in (
        with recursive around (key) as (
          select ${task.elementInstanceKey}::bigint union all
          select e.scope_key from silkflow.element_instance e join around on e.element_instance_key = around.key
          where e.scope_key is not null)
        select key from around)`;
    },
    finish: (item, { truncateValues }) => (truncateValues ? truncated(item) : item),
  }),
  jsonOperation({
    id: 'searchUserTaskEffectiveVariables',
    method: 'post',
    path: '/user-tasks/{userTaskKey}/effective-variables/search',
    summary: 'The variables that a user task sees, the nearest of each name.',
    params,
    query: truncateQuery,
    body: z
      .strictObject({
        page: z
          .strictObject({ from: z.int().min(0).default(0), limit: z.int().min(0).max(10_000).default(100) })
          .optional(),
        sort: z
          .array(
            z.strictObject({
              field: z.enum(['value', 'name', 'tenantId', 'variableKey', 'scopeKey', 'processInstanceKey']),
              order: z.enum(['ASC', 'DESC']).default('ASC'),
            }),
          )
          .optional(),
        filter: z.strictObject({ name: textFilter.optional() }).optional(),
      })
      .optional(),
    answer: z.object({ items: z.array(variableItem), page: pageAnswerSchema }),
    problems: [404],
    run: async ({ params: { userTaskKey }, query, body }, { services }) => {
      const task = await services.userTasks.get(userTaskKey);
      const answer = await searchEffectiveVariables(services.query, task, {
        from: body?.page?.from ?? 0,
        limit: body?.page?.limit ?? 100,
        sort: body?.sort ?? [],
        name: body?.filter?.name,
      });
      return query.truncateValues ? { ...answer, items: answer.items.map(truncated) } : answer;
    },
  }),
  emptyOperation({
    id: 'assignUserTask',
    method: 'post',
    path: '/user-tasks/{userTaskKey}/assignment',
    summary: 'Assigns a user task.',
    params,
    body: z.strictObject({ assignee: z.string().min(1), allowOverride: z.boolean().nullish(), action }),
    problems: [404, 409, 504],
    run: ({ params: { userTaskKey }, body }, { services, caller }) =>
      services.userTasks.change(userTaskKey, caller, {
        change: { assignee: body.assignee },
        action: body.action ?? 'assign',
        allowOverride: body.allowOverride ?? true,
      }),
  }),
  emptyOperation({
    id: 'unassignUserTask',
    method: 'delete',
    path: '/user-tasks/{userTaskKey}/assignee',
    summary: 'Takes a user task back from its assignee.',
    params,
    problems: [404, 409, 504],
    run: ({ params: { userTaskKey } }, { services, caller }) =>
      services.userTasks.change(userTaskKey, caller, {
        change: { assignee: null },
        action: 'unassign',
        allowOverride: true,
      }),
  }),
  emptyOperation({
    id: 'updateUserTask',
    method: 'patch',
    path: '/user-tasks/{userTaskKey}',
    summary: 'Changes dates, candidates or priority of a user task. An empty text or list clears.',
    params,
    body: z.strictObject({ changeset: changeset.nullish(), action }).nullish(),
    problems: [404, 409, 504],
    run: ({ params: { userTaskKey }, body }, { services, caller }) =>
      services.userTasks.change(userTaskKey, caller, {
        change: changeOf(body?.changeset ?? {}),
        action: body?.action ?? 'update',
        allowOverride: true,
      }),
  }),
  emptyOperation({
    id: 'completeUserTask',
    method: 'post',
    path: '/user-tasks/{userTaskKey}/completion',
    summary: 'Completes a user task. Values that its form refuses are refused here too.',
    params,
    body: z.strictObject({ variables: optionalVariables, action }).nullish(),
    problems: [404, 409, 504],
    run: ({ params: { userTaskKey }, body }, { services, caller }) =>
      services.userTasks.complete(userTaskKey, caller, {
        variables: body?.variables ?? {},
        action: body?.action ?? 'complete',
      }),
  }),
];

/** Null leaves as it is; an empty text clears a date. */
function changeOf(given: z.output<typeof changeset>) {
  const date = (text: string | null | undefined) => (text === '' ? null : text);
  return {
    ...(typeof given.dueDate === 'string' ? { dueDate: date(given.dueDate) ?? null } : {}),
    ...(typeof given.followUpDate === 'string' ? { followUpDate: date(given.followUpDate) ?? null } : {}),
    ...(given.candidateUsers ? { candidateUsers: given.candidateUsers } : {}),
    ...(given.candidateGroups ? { candidateGroups: given.candidateGroups } : {}),
    ...(typeof given.priority === 'number' ? { priority: given.priority } : {}),
  };
}
