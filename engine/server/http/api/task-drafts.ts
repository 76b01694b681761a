import { z } from 'zod';
import { taskDraftBodySchema, taskDraftSchema } from '#engine/contracts/api/index.ts';
import { deleteDraft, readDraft, saveDraft } from '#engine/store/user-tasks/drafts.ts';
import { emptyOperation, jsonOperation, type Operation } from '../operation.ts';
import { keySchema } from '../v2/common.ts';

const params = z.object({ key: keySchema });
const path = '/user-tasks/{key}/draft';

export const taskDraftOperations: readonly Operation[] = [
  jsonOperation({
    id: 'getTaskDraft',
    method: 'get',
    path,
    summary: 'What a person typed into a task and has not sent.',
    params,
    answer: taskDraftSchema,
    problems: [404],
    run: async ({ params: { key } }, { services }) => {
      await services.userTasks.get(key);
      return readDraft(services.database.pool, key);
    },
  }),
  jsonOperation({
    id: 'saveTaskDraft',
    method: 'put',
    path,
    summary: 'Keeps what a person typed into a task.',
    params,
    body: taskDraftBodySchema,
    answer: taskDraftSchema,
    problems: [404],
    run: async ({ params: { key }, body }, { services }) => {
      await services.userTasks.get(key);
      return saveDraft(services.database.pool, key, body.data);
    },
  }),
  emptyOperation({
    id: 'deleteTaskDraft',
    method: 'delete',
    path,
    summary: 'Forgets what a person typed into a task.',
    params,
    run: async ({ params: { key } }, { services }) => deleteDraft(services.database.pool, key),
  }),
];
